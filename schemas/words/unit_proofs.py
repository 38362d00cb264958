"""The words of `unit_proofs.yaml`: why a unit of money is known that a table does not print."""

from functools import cache

from schemas.model import Compiled, Strict, load_as


class UnitProofWords(Strict):
    """The file as it is; braces stand for what a proof fills in."""

    source: str
    total: str
    vehicle_running: str
    duties: str
    fixed_assets: str
    state_assets: str
    stated: str
    budget: str
    largest: str
    shared: str
    mostly: str
    in_cells: str
    continued: str
    of_the_list_before: str
    of_the_form_before: str
    the_only_one: str
    amount: str
    amount_unit: str
    running: Compiled


@cache
def unit_proof_words() -> UnitProofWords:
    """The words of proofs. Raises DataFileError where the file is not as its model says."""
    return load_as("words/unit_proofs.yaml", UnitProofWords)
