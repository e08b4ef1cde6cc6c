"""Budgets and the answers of health questionnaires: recorded as told, nothing is posted.

Source: RK-RAPB of the rapat anggota (UU 25/1992 Ps. 23, accounting reference section 3);
questionnaires of Perdep 06/2016 and Permenkop 9/2020 (savings-loans reference section 4).
"""

from datetime import date

from koperasi_ledger.model.events.budget import BudgetAdopted
from koperasi_ledger.model.events.health import HealthAnswered
from koperasi_ledger.model.records.budget import Budget, BudgetItem, BudgetVersion
from koperasi_ledger.model.records.health import Answered, HealthAnswers
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.planning import AnsweredTooEarly, BudgetOutOfOrder


def adopt(event: BudgetAdopted, known: Budget | None) -> Change:
    """The budget in force from the event's date on; earlier versions stay for past days.

    Raises:
        BudgetOutOfOrder: a newer version was adopted on a later day.
    """
    before = known.versions if known is not None else ()
    if before and before[-1].day > event.date:
        raise BudgetOutOfOrder(event.year, before[-1].day)
    lines = tuple(BudgetItem(line.account, line.unit, line.amount) for line in event.lines)
    version = BudgetVersion(event.ref, event.date, event.decision, lines, event.plan)
    return Change(None, (Budget(year=event.year, versions=(*before, version)),))


def answer(event: HealthAnswered, known: HealthAnswers | None) -> Change:
    """The answers of a year; a questionnaire answered before is answered anew.

    Raises:
        AnsweredTooEarly: the year has not begun.
    """
    if event.date < date(event.year, 1, 1):
        raise AnsweredTooEarly(event.year)
    new = [Answered(each.questionnaire, event.date, each.yes, each.of) for each in event.answers]
    asked = {each.questionnaire for each in new}
    kept = known.answers if known is not None else ()
    answers = [*(each for each in kept if each.questionnaire not in asked), *new]
    return Change(None, (HealthAnswers(year=event.year, answers=tuple(sorted(answers))),))
