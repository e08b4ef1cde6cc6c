"""What is paid of a till's receipt: its payments and refunds, added up, as events take them."""

from decimal import Decimal

from koperasi_ledger.importers.till_errors import BadTillPayments
from koperasi_ledger.importers.till_reading import Stated, StatedPayment
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.workflows.till_errors import RefundUnpayable

_ZERO = Decimal(0)
DETAILS = {"tunai": "via", "bank": "via", "voucher": "issuer", "simpanan": "product"}
"""The field of a payment that says more of its way."""


def settled(
    stated: Stated,
    total: Decimal,
    refund: Decimal,
    given: bool,  # noqa: FBT001 - whether anything was sold
    back: bool,  # noqa: FBT001 - and whether anything came back
) -> tuple[list[StatedPayment], list[StatedPayment]]:
    """The payments of the sale and the refunds of the return, of one receipt's payments.

    `total - refund` is what moves in the end. Where goods are exchanged, what the payments do not
    say goes through the till's cash, in and out.

    Raises:
        BadTillPayments, RefundUnpayable: they do not add up.
    """
    net = total - refund
    payments = [
        payment if payment.amount is not None else payment._replace(amount=net)
        for payment in stated.payments
    ]
    paid = sum((payment.amount or _ZERO for payment in payments), _ZERO)
    if paid != net:
        raise BadTillPayments(
            stated.row,
            f"Struk berjumlah Rp{format_rupiah(net)}, dibayar Rp{format_rupiah(paid)}, selisih"
            f" Rp{format_rupiah(abs(net - paid))}.",
            "Periksa jumlah barang dan pembayaran struk ini; catat uang sesudah kembaliannya.",
        )
    plus = [payment for payment in payments if payment.amount and payment.amount > 0]
    minus = [
        payment._replace(amount=-payment.amount)
        for payment in payments
        if payment.amount and payment.amount < 0
    ]
    if (minus and not back) or (plus and not given):
        what = "Pembayaran minus tanpa barang yang dikembalikan."
        if plus:
            what = "Barang hanya dikembalikan, tetapi ada pembayaran masuk."
        raise BadTillPayments(stated.row, what, "Periksa tanda jumlah pembayarannya.")
    unpayable = next((payment for payment in minus if payment.way == "qris"), None)
    if unpayable is not None:
        raise RefundUnpayable(
            stated.row,
            "Uang retur tidak dapat dikembalikan lewat QRIS.",
            "Kembalikan tunai, lewat bank (bank:KUNCI), atau dari utang pembeli (kredit).",
        )
    if given and back:
        through = total - sum((payment.amount or _ZERO for payment in plus), _ZERO)
        if through < 0:
            raise RefundUnpayable(
                stated.row,
                "Pembayaran tukar barang ini lebih dari harga barang yang diambil.",
                "Pisahkan retur dan penjualannya menjadi dua struk.",
            )
        cash = next((p.detail for p in payments if p.way == "tunai"), None) or "kas"
        plus, minus = (_with_cash(side, cash, through) for side in (plus, minus))
    return plus, minus


def _with_cash(payments: list[StatedPayment], via: str, amount: Decimal) -> list[StatedPayment]:
    if not amount:
        return payments
    for n, payment in enumerate(payments):
        if (payment.way, payment.detail) == ("tunai", via):
            more = payment._replace(amount=(payment.amount or _ZERO) + amount)
            return [*payments[:n], more, *payments[n + 1 :]]
    return [*payments, StatedPayment("tunai", via, amount)]


def payment_fields(payment: StatedPayment) -> dict[str, str]:
    """A payment of a sale, as the event takes it."""
    fields = {"way": payment.way, "amount": str(payment.amount)}
    detail = DETAILS.get(payment.way)
    if detail is not None and payment.detail is not None:
        fields[detail] = payment.detail
    return fields


def refund_fields(payment: StatedPayment) -> dict[str, str]:
    """A payment of a return, as the event takes it."""
    fields = {"amount": str(payment.amount)}
    if payment.way in {"tunai", "bank"} and payment.detail is not None:
        fields["via"] = payment.detail
    return fields
