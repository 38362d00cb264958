"""Real disclosures beside the repository, where they are there."""

from disclosed import ROOT

SHARED = ROOT.parent / "shared"
CORPUS, GOLDEN = SHARED / "corpus", SHARED / "golden" / "hebei-2020"
