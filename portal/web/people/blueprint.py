"""The blueprint of the pages about people."""

from flask import Blueprint

blueprint = Blueprint("people", __name__, template_folder="templates")
