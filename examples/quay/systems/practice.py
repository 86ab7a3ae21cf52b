"""Quay's practice page: exercises that book nothing, and what is right."""

import books

#: A ship looks for a berth; the smallest that takes it is right. Anybody may practise, let in or not.
EXERCISES = ["Alder", "Cedar", "Dogwood", "Fir"]


def smallest(ship_name: str) -> str:
    """The berth that is right: the shortest in which the ship fits, the first of several."""
    _, length, draught, _ = next(ship for ship in books.SHIPS if ship[0] == ship_name)
    fitting = [berth for berth in books.BERTHS if berth[1] >= length and berth[2] >= draught]
    return min(fitting, key=lambda berth: (berth[1], berth[0]))[0]


def mark(number: int, berth: str) -> tuple[bool, str]:
    """Whether that berth is right for exercise `number`, from 1, and what to say."""
    ship = EXERCISES[number - 1]
    right = smallest(ship)
    if berth == right:
        return True, f"Right: {ship} lies well in {right}."
    chosen = next((one for one in books.BERTHS if one[0] == berth), None)
    if chosen is None:
        return False, "Choose one of the harbour's berths."
    _, length, draught, _ = next(one for one in books.SHIPS if one[0] == ship)
    if chosen[1] < length or chosen[2] < draught:
        return False, f"{ship} does not fit into {berth}. Look at length and draught."
    return False, f"{ship} fits into {berth}, but a smaller berth would do. Keep the large ones free."
