"""Words after a fraction that make it one of a per cent."""

PARTS_OF_A_PERCENT = frozenset(
    "percent percentage per point points punto punti puntos ponto pontos prozent prozentpunkt prozentpunkte pour por".split()  # noqa: SIM905
)  # fmt: skip
"""Words after a fraction that make it one of a per cent: `half a per cent`, `mezzo punto`."""
