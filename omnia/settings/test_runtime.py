"""The settings of the runtime's suite without a control plane: role `runtime`, no control and no factory database at all."""

from omnia.settings.test_environment import prepare as _prepare

_prepare("runtime", OMNIA_CLUSTERS="default=mongodb://127.0.0.1:1/?directConnection=true")

from omnia.settings.runtime import *  # noqa: E402, F403  # reads the environment that was just prepared
