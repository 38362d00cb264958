"""Plots with Chinese labels on a machine that has no Chinese font."""

from flows.extras import need

WAN = 10_000
"""Yuan in a 万元, the unit that plots and disclosures show."""

COLOURS = ("#2f6690", "#d1495b", "#edae49", "#66a182", "#8d6a9f", "#9aa5b1")
"""Told apart in print and by the colour-blind; the first is for what a plot is about, the second for what is wrong."""


def use_chinese() -> None:
    """Makes matplotlib draw Chinese, with Noto Sans SC from a package, and plain axes.

    The font comes with the extra `notebook`, so that it does not matter which fonts the machine has. Raises
    MissingExtraError where the extra is not installed.
    """
    need("matplotlib", "notebook")
    font = str(need("pylopdf_fonts_zh_cn", "notebook").sans_path())
    import matplotlib as mpl
    from cycler import cycler
    from matplotlib import font_manager

    font_manager.fontManager.addfont(font)
    mpl.rcParams.update(
        {
            "font.family": [font_manager.FontProperties(fname=font).get_name()],
            "axes.prop_cycle": cycler(color=COLOURS),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.formatter.limits": (-12, 12),  # amounts are read as numbers, not as powers of ten
            "axes.titlelocation": "left",
            "axes.titleweight": "regular",
            "figure.figsize": (8, 4),
            "figure.constrained_layout.use": True,
            "figure.dpi": 110,
        }
    )
