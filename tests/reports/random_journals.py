"""Random journals that the rules accept: events in any order of dates, some undone again."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from report_books import founding, joined, line, money

FIRST, LAST = date(2025, 1, 6), date(2026, 11, 20)
MEMBERS = ("A-0001", "A-0002", "A-0003")
PRODUCTS = {"sukarela": 10_000, "hari-raya": 0}
ACCOUNTS = (
    "Pendapatan:Anggota:Penjualan",
    "Pendapatan:NonAnggota:Penjualan",
    "Pendapatan:Lain:BungaBank",
    "Beban:Pokok:PenjualanAnggota",
    "Beban:Pokok:BungaBank",
    "Beban:Usaha:ListrikAir",
    "Beban:Toko:Plastik",
    "Beban:Perkoperasian:RapatAnggota",
    "Beban:PajakPenghasilan",
    "Beban:Lain:AdministrasiBank",
    "Aset:Tetap:Inventaris",
    "Aset:Persediaan:BarangDagang",
    "Liabilitas:UtangUsaha",
    "Ekuitas:Hibah",
    "Ekuitas:SHU:TahunLalu",
)
days = st.dates(FIRST, LAST)
amounts = st.one_of(
    st.integers(1, 9_999_999).map(str), st.integers(1, 999_999).map(lambda n: f"{n}.25")
)


@st.composite
def journals(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Events of two years; each is one the rules accept after those before it."""
    events = founding()
    for number in MEMBERS:
        events.append(joined(number, f"Anggota {number}", "2025-01-06"))
        events.append(
            money("simpanan_pokok_paid", "2025-01-06", f"SP-{number}", "100000", member=number)
        )
    held: dict[tuple[str, str], int] = {}
    undoable: list[tuple[str, date]] = []
    left: set[str] = set()
    for place in range(draw(st.integers(0, 25))):
        ref, day = f"E-{place}", draw(days)
        member, via = draw(st.sampled_from(MEMBERS)), draw(st.sampled_from(("kas", "bri")))
        product = draw(st.sampled_from(sorted(PRODUCTS)))
        whole = draw(st.integers(1, 20)) * 10_000
        kind = draw(st.integers(0, 8))
        if kind == 0 and member not in left:
            events.append(
                money(
                    "simpanan_wajib_paid", f"{day}", ref, str(whole // 10), via=via, member=member
                )
            )
            undoable.append((ref, day))
        elif kind == 1 and member not in left:
            held[member, product] = held.get((member, product), 0) + whole
            events.append(
                money(
                    "savings_deposited",
                    f"{day}",
                    ref,
                    str(whole),
                    via=via,
                    member=member,
                    product=product,
                )
            )
        elif kind == 2 and held.get((member, product), 0) - whole >= PRODUCTS[product]:
            held[member, product] -= whole
            events.append(
                money(
                    "savings_withdrawn",
                    f"{day}",
                    ref,
                    str(whole),
                    via=via,
                    member=member,
                    product=product,
                )
            )
        elif kind == 3 and undoable:
            target, then = undoable.pop(draw(st.integers(0, len(undoable) - 1)))
            later = then + timedelta(days=draw(st.integers(0, (LAST - then).days)))
            events.append(
                {
                    "kind": "event_reversed",
                    "date": f"{later}",
                    "ref": ref,
                    "target": target,
                    "reason": "keliru",
                }
            )
        elif kind == 4 and member not in left and len(left) < 2:
            left.add(member)
            undoable = [item for item in undoable if not item[0].startswith("E-")]
            events.append(
                {
                    "kind": "member_resigned",
                    "date": f"{day}",
                    "ref": ref,
                    "member": member,
                    "reason": "pindah",
                }
            )
        elif kind == 5:
            events.append(
                {
                    "kind": "cash_transferred",
                    "date": f"{day}",
                    "ref": ref,
                    "source": "kas",
                    "target": "bri",
                    "amount": draw(amounts),
                }
            )
        elif kind == 6:
            one, other = draw(st.permutations(ACCOUNTS))[:2]
            amount = draw(amounts)
            lines = [{"account": one, "debit": amount}, {"account": other, "credit": amount}]
            events.append(
                {
                    "kind": "journal_adjusted",
                    "date": f"{day}",
                    "ref": ref,
                    "reason": "uji",
                    "lines": lines,
                }
            )
        else:
            word = draw(st.sampled_from(("receipt_recorded", "payment_recorded")))
            lines_of = {draw(st.sampled_from(ACCOUNTS)): draw(amounts) for _ in range(2)}
            events.append(line(word, f"{day}", ref, lines_of, via=via))
            undoable.append((ref, day))
    return events
