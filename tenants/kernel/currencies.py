"""The currencies of ISO 4217 that money is in, with the decimals of their minor units.

ISO 4217:2015, list one as amended to no. 180 (2026): codes in force; without precious metals, units of account of banks
and the codes for tests and for none, whose minor unit is "N.A.". CLDR isn't asked: it counts the coins in use (none of
the Icelandic króna's or the Iraqi dinar's), where invoices and their schemas follow ISO.
"""

from collections.abc import Mapping

TWO, THREE, FOUR = 2, 3, 4
_WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
_TEN_THOUSANDTHS = "CLF UYW"
_HUNDREDTHS = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU
CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES
KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR
NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
"""

MINOR_UNITS: Mapping[str, int] = {
    **dict.fromkeys(_HUNDREDTHS.split(), TWO),
    **dict.fromkeys(_WITHOUT.split(), 0),
    **dict.fromkeys(_THOUSANDTHS.split(), THREE),
    **dict.fromkeys(_TEN_THOUSANDTHS.split(), FOUR),
}
