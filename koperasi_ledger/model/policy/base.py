"""What every section of the policy is, and tables that keep the order of their keys."""

from pydantic import AfterValidator, BaseModel, ConfigDict

# Tables are kept in the order of their keys, as the canonical bytes have them: a policy read
# back from the journal is then the very policy that was adopted.
in_order = AfterValidator(lambda table: dict(sorted(table.items())))


class Section(BaseModel):
    """A part of the policy; frozen, strict, read and written under its Indonesian keys."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        defer_build=True,
        validate_by_name=True,
        validate_by_alias=True,
    )
