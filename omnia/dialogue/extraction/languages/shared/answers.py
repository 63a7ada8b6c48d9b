"""Signs that say yes or no."""

YES_SIGNS = "👍👌✅✔☑🆗"

NO_SIGNS = "👎❌🚫🙅✋🖐"
