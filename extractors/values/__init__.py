"""What strings say: cleaned text, numbers, money, enumerators, targets, names of bodies."""
