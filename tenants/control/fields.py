"""Fields of the control models."""

from typing import Any

from django.db import models

from omnia.infra.email_addresses import normalise_email


class NormalEmailField(models.EmailField):  # type: ignore[type-arg]  # generic for the type checker alone
    """An e-mail address that is stored, compared and looked up in its one normal form, however it was typed."""

    def to_python(self, value: Any) -> Any:
        """Return the normal form of what a form or a command was given."""
        found = super().to_python(value)
        return normalise_email(found) if isinstance(found, str) else found

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Put the normal form into the instance too, so that it holds what is stored."""
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        """Return what is stored and what is looked for."""
        return self.to_python(super().get_prep_value(value))
