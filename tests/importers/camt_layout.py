"""Writes CAMT.053 files as banks do, so that tests can read them back."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from bank_layouts import Move
from hypothesis import strategies as st

URN = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."


@dataclass(frozen=True)
class Camt:
    """How a bank writes CAMT.053."""

    version: str = "02"
    encoding: str = "utf-8"
    prefix: str = ""
    break_lines: bool = True
    iban: bool = False
    date_time: bool = False
    with_counts: bool = True
    with_balances: bool = True
    batches: bool = False

    def balance(self, kind: str, day: str, value: Decimal) -> str:
        return (
            f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{self.amount(value)}"
            f"<Dt><Dt>{day}</Dt></Dt></Bal>"
        )

    def amount(self, value: Decimal) -> str:
        sign = "DBIT" if value < 0 else "CRDT"
        return f'<Amt Ccy="IDR">{abs(value):.2f}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'

    def entry(self, move: Move) -> str:
        status = "BOOK" if self.version < "08" else "<Cd>BOOK</Cd>"
        day = (
            f"<DtTm>{move.date}T08:14:47+07:00</DtTm>"
            if self.date_time
            else f"<Dt>{move.date}</Dt>"
        )
        text = escape(move.text)
        half = "<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs></TxDtls>"
        details = f"<NtryDtls>{half * 2}</NtryDtls>" if self.batches else ""
        return (
            f"<Ntry>{self.amount(move.amount)}<Sts>{status}</Sts><BookgDt>{day}</BookgDt>"
            f"<ValDt><Dt>2026-08-01</Dt></ValDt><AcctSvcrRef>REF</AcctSvcrRef>{details}"
            f"<AddtlNtryInf>{text}</AddtlNtryInf></Ntry>"
        )

    def statement(self, moves: Sequence[Move], opening: Decimal, account: str) -> str:
        closing = opening + sum((m.amount for m in moves), Decimal(0))
        ins = sum(m.amount >= 0 for m in moves)
        number = f"<IBAN>{account}</IBAN>" if self.iban else f"<Othr><Id>{account}</Id></Othr>"
        parts = [f"<Stmt><Id>S1</Id><Acct><Id>{number}</Id><Ccy>IDR</Ccy></Acct>"]
        if self.with_balances:
            parts.append(self.balance("OPBD", str(moves[0].date), opening))
            parts.append(self.balance("CLBD", str(moves[-1].date), closing))
        if self.with_counts:
            counts = (("TtlCdtNtries", ins), ("TtlDbtNtries", len(moves) - ins))
            parts += ["<TxsSummry>"]
            parts += [f"<{n}><NbOfNtries>{c}</NbOfNtries></{n}>" for n, c in counts]
            parts += ["</TxsSummry>"]
        return "\n".join([*parts, *map(self.entry, moves), "</Stmt>"])

    def save(self, *statements: str) -> bytes:
        body = (
            f"<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>{''.join(statements)}</BkToCstmrStmt>"
        )
        text = f'<Document xmlns="{URN}{self.version}">{body}</Document>'
        if self.prefix:
            text = text.replace("xmlns=", f"xmlns:{self.prefix}=").replace(
                "</", f"</{self.prefix}:"
            )
            text = text.replace("<", f"<{self.prefix}:").replace(f"<{self.prefix}:/", "</")
        text = text if self.break_lines else text.replace("\n", "")
        return f'<?xml version="1.0" encoding="{self.encoding}"?>\n{text}'.encode(self.encoding)


camts = st.builds(
    Camt,
    version=st.sampled_from([f"{n:02}" for n in range(2, 14)]),
    encoding=st.sampled_from(["utf-8", "utf-16"]),
    prefix=st.sampled_from(["", "ns2"]),
    break_lines=st.booleans(),
    iban=st.booleans(),
    date_time=st.booleans(),
    with_counts=st.booleans(),
    batches=st.booleans(),
)
