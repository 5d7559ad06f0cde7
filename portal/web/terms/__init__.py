"""Terms: the texts that wait and those accepted, the mandate to remind, records of acceptance, and the plans."""
