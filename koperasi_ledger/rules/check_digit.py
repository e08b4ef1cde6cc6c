"""Check characters of member numbers: ISO/IEC 7064, MOD 37,36, over letters and digits.

One wrong character and two neighbours that changed places are always noticed, so that a payer's
slip of the finger hits no other member (practice; reference on banks, "Keys").
"""

from koperasi_ledger.model.policy.bank import BankPolicy
from koperasi_ledger.rules.errors import WrongCheckCharacter


def compact(number: str) -> str:
    """A member number without its dots and dashes."""
    return number.replace("-", "").replace(".", "")


def check_character(number: str) -> str:
    """The character that a number without one gets at its end."""
    from stdnum.iso7064 import mod_37_36  # noqa: PLC0415 - only where check characters are used

    return str(mod_37_36.calc_check_digit(compact(number)))


def holds_check(number: str) -> bool:
    """Whether the last character of a number checks the others."""
    from stdnum.iso7064 import mod_37_36  # noqa: PLC0415 - as above

    return bool(mod_37_36.is_valid(compact(number)))


def require_check(number: str, policy: BankPolicy | None) -> None:
    """Refuses a new member's number whose check character is wrong, where the policy wants one.

    Raises:
        WrongCheckCharacter: so it is.
    """
    if policy is None or not policy.check_digit or holds_check(number):
        return
    raise WrongCheckCharacter(number, check_character(compact(number)[:-1] or number))
