"""What is refused of the policy, and of the accounts and units that it adds."""

from collections.abc import Sequence
from datetime import date

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.rules.dates import day_name, month_name


class NoPolicy(Refusal):
    """No version of a policy section is in force on the day."""

    def __init__(self, section: str, day: date) -> None:
        super().__init__(
            f"Belum ada kebijakan [{section}] yang berlaku pada {day_name(day)}.",
            remedy="Tetapkan dahulu dengan 'koperasi kebijakan terapkan FILE', dengan tanggal"
            " berlaku pada atau sebelum hari itu.",
        )


class PolicyTooLate(Refusal):
    """A policy would take effect in a closed month."""

    def __init__(self, day: date, closed: str) -> None:
        super().__init__(
            f"Kebijakan tidak dapat berlaku sejak {day_name(day)}: masa s.d."
            f" {month_name(closed)} sudah ditutup.",
            remedy="Pakai tanggal berlaku sesudah bulan yang ditutup.",
        )


class PolicySameDay(Refusal):
    """Two versions of a section would take effect on one day."""

    def __init__(self, section: str, day: date, ref: str) -> None:
        super().__init__(
            f"Kebijakan [{section}] yang berlaku sejak {day_name(day)} sudah ada ({ref}).",
            remedy="Pakai tanggal berlaku lain, atau balik dahulu kebijakan yang lama.",
        )


class AccountTaken(Refusal):
    """An added account, or its code, is in the chart already."""

    def __init__(self, account: str, code: str) -> None:
        super().__init__(
            f"Akun {account} atau kode {code} sudah ada dalam bagan akun.",
            remedy="Pakai nama dan kode lain; lihat 'koperasi laporan bagan-akun'.",
        )


class AccountReserved(Refusal):
    """An added account lies where only the engine makes accounts, or below a control account."""

    def __init__(self, account: str, above: str) -> None:
        super().__init__(
            f"Akun {account} tidak dapat ditambahkan di bawah {above}.",
            remedy="Kas dan rekening bank dibuka dengan 'koperasi kas buka'; akun kontrol tidak"
            " dibagi lagi. Pakai nama lain.",
        )


class AccountRemoved(Refusal):
    """A new version of the additions leaves an account out."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"Akun {account} ditambahkan oleh kebijakan sebelumnya dan hilang atau berubah.",
            remedy="Akun tidak dihapus atau diganti; cantumkan kembali persis seperti semula.",
        )


class UnknownAccount(Refusal):
    """The account is not in the chart."""

    def __init__(self, account: str, nearest: Sequence[str]) -> None:
        hint = f" Maksudnya {' atau '.join(nearest)}?" if nearest else ""
        super().__init__(
            f"Akun {account} tidak ada dalam bagan akun.{hint}",
            remedy="Lihat 'koperasi laporan bagan-akun', atau tambahkan akun lewat kebijakan"
            " [akun].",
        )


class ControlAccount(Refusal):
    """A free line names an account that only a sub-ledger may move."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"Akun {account} adalah akun kontrol: isinya jumlah rincian per anggota, titipan atau"
            " rekening.",
            remedy="Catat lewat peristiwanya sendiri, misalnya setoran, penarikan atau pemindahan"
            " kas.",
        )


class UnknownUnit(Refusal):
    """The unit usaha is not in the policy of the day."""

    def __init__(self, unit: str, known: Sequence[str], day: date) -> None:
        listed = ", ".join(known) or "belum ada"
        super().__init__(
            f"Unit usaha {unit} tidak dikenal pada {day_name(day)} (yang ada: {listed}).",
            remedy="Pakai salah satunya, atau tambahkan di kebijakan [unit_usaha].",
        )
