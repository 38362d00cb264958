"""勾稽关系: what must hold in a disclosure. One module a subject; `evaluation` runs them all."""
