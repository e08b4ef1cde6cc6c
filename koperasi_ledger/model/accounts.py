"""The chart of accounts: defaults for sektor riil, KSP/USP and KDMP, with the official codes.

Codes of the KSP chart follow the ministry's chart ("JKUK", Kementerian KUKM, 2012; complete in a
public repository, see docs/decisions). Trading accounts, which that chart lacks, take free numbers
in its ranges (1170 stock, 43xx and 44xx sales, 53xx cost of sales) after published kopkar charts:
practice. KDMP has both. A cooperative adds accounts by policy; nothing is ever renamed.
"""

from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

Root = Literal["Aset", "Liabilitas", "Ekuitas", "Pendapatan", "Beban"]
ROOTS: tuple[Root, ...] = ("Aset", "Liabilitas", "Ekuitas", "Pendapatan", "Beban")


class Account(NamedTuple):
    """An account: its Beancount name, official code, and the name a statement prints."""

    name: str
    code: str
    title: str
    control: bool = False

    @property
    def root(self) -> str:
        """The first component: Aset, Liabilitas, Ekuitas, Pendapatan or Beban."""
        return self.name.partition(":")[0]


# Accounts that rules post to by name. Control accounts are the sum of a sub-ledger and are moved
# only by the events of that sub-ledger, never by a free journal line.
CASH_PARENT = "Aset:Kas"
BANK_PARENT = "Aset:Bank"
CASH_CODES = ("1110", "1120")
"""The code groups of cash boxes and of bank accounts, numbered as they are opened."""
POKOK = "Ekuitas:SimpananPokok"
WAJIB = "Ekuitas:SimpananWajib"
VOLUNTARY = "Liabilitas:Simpanan:Sukarela"
LEAVERS = "Liabilitas:Simpanan:AnggotaKeluar"
DEPOSITS = "Liabilitas:Simpanan:Berjangka"
DEPOSITS_LONG = "Liabilitas:Simpanan:BerjangkaPanjang"
"""Deposits of up to a year's term, and of more."""
ACCRUED_DEPOSIT_INTEREST = "Liabilitas:JasaBerjangkaTerutang"
INTEREST_TAX = "Liabilitas:UtangPPhJasaSimpanan"
SAVINGS_INTEREST = "Beban:Pokok:JasaSimpananAnggota"
DEPOSIT_INTEREST = "Beban:Pokok:JasaBerjangkaAnggota"
FEE_INCOME = "Pendapatan:Anggota:JasaLain"
SUSPENSE_IN = "Liabilitas:Titipan:PenerimaanBelumDikenali"
SUSPENSE_OUT = "Aset:Titipan:PengeluaranBelumDikenali"
LOANS = "Aset:Piutang:PinjamanAnggota"
LOAN_INTEREST = "Aset:Piutang:JasaPinjaman"
LOAN_ALLOWANCE = "Aset:Piutang:PenyisihanPinjaman"
MURABAHAH = "Aset:Piutang:Murabahah"
MURABAHAH_DEFERRED = "Aset:Piutang:MarginMurabahahDitangguhkan"
QARDH = "Aset:Piutang:Qardh"
LOAN_INTEREST_AHEAD = "Liabilitas:JasaPinjamanDiterimaDimuka"
LOAN_HELD = "Liabilitas:Titipan:Angsuran"
SWP = "Ekuitas:SimpananWajibPinjam"
CHARITY = "Liabilitas:DanaKebajikan"
LOAN_INCOME = "Pendapatan:Anggota:JasaPinjaman"
LOAN_PENALTY_INCOME = "Pendapatan:Anggota:Denda"
LOAN_SETTLEMENT_INCOME = "Pendapatan:Anggota:JasaLain"
MURABAHAH_INCOME = "Pendapatan:Anggota:MarginMurabahah"
RECOVERY_INCOME = "Pendapatan:Lain:PemulihanPinjaman"
PROVISION_EXPENSE = "Beban:Usaha:PenyisihanPiutang"
MURABAHAH_GOODS = "Aset:AsetMurabahah"
MURABAHAH_DOWN = "Liabilitas:UangMukaMurabahah"
MUDHARABAH = "Aset:Piutang:PembiayaanMudharabah"
MUSYARAKAH = "Aset:Piutang:PembiayaanMusyarakah"
PARTNER_PROFIT = "Aset:Piutang:BagiHasil"
PARTNER_LOSSES_SO_FAR = "Aset:Piutang:KerugianPembiayaan"
IJARAH_ASSETS = "Aset:AsetIjarah"
IJARAH_WORN = "Aset:AkumulasiPenyusutanIjarah"
UJRAH_CLAIM = "Aset:Piutang:Ujrah"
UJRAH_AHEAD = "Liabilitas:UjrahDiterimaDimuka"
SHARED_PROFIT = "Liabilitas:BagiHasilBelumDibagikan"
MUDHARABAH_INCOME = "Pendapatan:Anggota:BagiHasilMudharabah"
MUSYARAKAH_INCOME = "Pendapatan:Anggota:BagiHasilMusyarakah"
UJRAH_INCOME = "Pendapatan:Anggota:Ujrah"
QARDH_GIFTS = "Pendapatan:Anggota:ImbalanQardh"
PROFIT_SHARED = "Beban:Pokok:BagiHasilSimpanan"
WADIAH_GIFTS = "Beban:Pokok:BonusWadiah"
IJARAH_WEAR = "Beban:Pokok:PenyusutanIjarah"
PARTNER_LOSS = "Beban:Usaha:KerugianPembiayaan"
OTHER_INCOME = "Pendapatan:Lain:NonOperasional"
OTHER_EXPENSE = "Beban:Lain:NonOperasional"
BORROWINGS_CURRENT = "Liabilitas:Pinjaman:JatuhTempoSetahun"
BORROWINGS_BANK = "Liabilitas:Pinjaman:Bank"
BORROWINGS_LPDB = "Liabilitas:Pinjaman:LPDB"
BORROWINGS_OTHER = "Liabilitas:Pinjaman:Lain"
"""Debts under an agreement, each kept apart (decision 24); the plain accounts 2150, 2220 and 2230
stay free."""
BORROWING_INTEREST = "Liabilitas:Pinjaman:BungaTerutang"
BANK_INTEREST = "Beban:Pokok:BungaBank"
LPDB_INTEREST = "Beban:Pokok:BungaLPDB"
OTHER_INTEREST = "Beban:Pokok:PihakKetiga"
BORROWING_PENALTY = OTHER_EXPENSE
STOCK = "Aset:Persediaan:Toko"
SUPPLIER_BILLS = "Liabilitas:UtangPemasok"
SUPPLIER_ADVANCES = "Aset:UangMukaPemasok"
MEMBER_DEBTS = "Aset:Piutang:TokoAnggota"
CUSTOMER_DEBTS = "Aset:Piutang:TokoPelanggan"
"""What the store keeps item by item, invoice by invoice and buyer by buyer (decision 27); the
plain accounts 1145, 1146, 1170, 1175 and 2165 stay free."""
QRIS_CLEARING = "Aset:Piutang:QRIS"
AGENT_FLOATS = "Aset:SaldoKeagenan"
AGENT_CLAIMS = "Aset:Piutang:FeeKeagenan"
AGENT_DUES = "Liabilitas:UtangPrinsipal"
AGENT_FEES_MEMBERS = "Pendapatan:Anggota:FeeKeagenan"
AGENT_FEES_OTHERS = "Pendapatan:NonAnggota:KomisiKeagenan"
AGENT_COSTS = "Beban:Usaha:SelisihKeagenan"
AID_STOCK = "Aset:Persediaan:Bantuan"
AID_DUES = "Liabilitas:TitipanBantuan"
"""What the cooperative keeps for others (decision 29): balances with the principals of its agency
work, fees that they still owe, aid in its care; the plain account 2167 stays free."""
CONSIGNORS = "Liabilitas:UtangPenitip"
COMMISSION_MEMBERS = "Pendapatan:Anggota:KomisiTitipan"
COMMISSION_OTHERS = "Pendapatan:NonAnggota:KomisiTitipan"
CONSIGNEE_COSTS = "Beban:Usaha:KomisiTitipJual"
"""Goods of others that the store sells (decision 28): what is theirs, consignor by consignor, and
what the store earns by it; and what others keep for selling ours. The plain account 2166 stays
free."""
VAT_OUTPUT = "Liabilitas:PPN:Keluaran"
VAT_INPUT = "Aset:PPN:Masukan"
VAT_DUE = "Liabilitas:PPN:Terutang"
VAT_CARRIED = "Aset:PPN:LebihBayar"
TAX_PAYABLE = "Liabilitas:UtangPajak"
TURNOVER_TAX = "Liabilitas:UtangPPhFinal"
"""PPN by month, and the tax on turnover by month (decision 30); the plain 2163 stays free."""
INCOME_TAX = "Beban:PajakPenghasilan"
SALES_MEMBERS = "Pendapatan:Anggota:Penjualan"
SALES_OTHERS = "Pendapatan:NonAnggota:Penjualan"
COST_MEMBERS = "Beban:Pokok:PenjualanAnggota"
COST_OTHERS = "Beban:Pokok:PenjualanNonAnggota"
STOCK_LOSS = "Beban:Usaha:SelisihPersediaan"
SHU_CURRENT = "Ekuitas:SHU:TahunBerjalan"
SHU_PRIOR = "Ekuitas:SHU:TahunLalu"
SHU_MEMBERS = "Liabilitas:DanaSHU:BelumDiambil"
"""What members have to get of the SHU shared in these books, member by member; the plain 2121
stays free."""
GENERAL_RESERVE = "Ekuitas:Cadangan:Umum"
GRANTS = "Ekuitas:Hibah"
ASSET_LAND = "Aset:Inventaris:Tanah"
ASSET_BUILDINGS = "Aset:Inventaris:Bangunan"
ASSET_BUILDINGS_WORN = "Aset:Inventaris:AkumulasiBangunan"
ASSET_VEHICLES = "Aset:Inventaris:Kendaraan"
ASSET_VEHICLES_WORN = "Aset:Inventaris:AkumulasiKendaraan"
ASSET_EQUIPMENT = "Aset:Inventaris:Peralatan"
ASSET_EQUIPMENT_WORN = "Aset:Inventaris:AkumulasiPeralatan"
ASSET_INTANGIBLES = "Aset:Inventaris:TakBerwujud"
ASSET_INTANGIBLES_WORN = "Aset:Inventaris:AkumulasiTakBerwujud"
"""What the register of assets (buku inventaris) is made of, asset by asset (decision 37); the
plain accounts 1310 to 1345 stay free."""
ASSET_WEAR = "Beban:Usaha:Penyusutan"
ASSET_GAIN = "Pendapatan:Lain:PelepasanAset"
ASSET_LOSS = "Beban:Lain:PelepasanAset"

_COMMON: tuple[Account, ...] = (
    Account("Aset:SuratBerharga", "1130", "Surat berharga/investasi jangka pendek"),
    Account("Aset:Piutang:Lain", "1144", "Piutang lain"),
    Account("Aset:BebanDibayarDimuka", "1150", "Beban dibayar dimuka"),
    Account("Aset:PendapatanAkanDiterima", "1160", "Pendapatan akan diterima"),
    Account(SUSPENSE_OUT, "1180", "Pengeluaran bank belum dikenali", control=True),
    Account("Aset:Penyertaan:Koperasi", "1210", "Penyertaan pada koperasi sekunder/lain"),
    Account("Aset:Penyertaan:SuratBerharga", "1220", "Surat berharga jangka panjang"),
    Account("Aset:Penyertaan:Lain", "1230", "Investasi lain"),
    Account("Aset:Tetap:Tanah", "1310", "Tanah"),
    Account(ASSET_LAND, "1311", "Tanah menurut buku inventaris", control=True),
    Account("Aset:Tetap:Bangunan", "1320", "Bangunan"),
    Account(ASSET_BUILDINGS, "1321", "Bangunan menurut buku inventaris", control=True),
    Account("Aset:Tetap:AkumulasiBangunan", "1325", "Akumulasi penyusutan bangunan"),
    Account(ASSET_BUILDINGS_WORN, "1326", "Akumulasi penyusutan bangunan terdaftar", control=True),
    Account("Aset:Tetap:Kendaraan", "1330", "Kendaraan"),
    Account(ASSET_VEHICLES, "1331", "Kendaraan menurut buku inventaris", control=True),
    Account("Aset:Tetap:AkumulasiKendaraan", "1335", "Akumulasi penyusutan kendaraan"),
    Account(ASSET_VEHICLES_WORN, "1336", "Akumulasi penyusutan kendaraan terdaftar", control=True),
    Account("Aset:Tetap:Inventaris", "1340", "Inventaris dan peralatan"),
    Account(ASSET_EQUIPMENT, "1341", "Peralatan menurut buku inventaris", control=True),
    Account("Aset:Tetap:AkumulasiInventaris", "1345", "Akumulasi penyusutan inventaris"),
    Account(ASSET_EQUIPMENT_WORN, "1346", "Akumulasi penyusutan peralatan terdaftar", control=True),
    Account("Aset:Lain:BebanDitangguhkan", "1410", "Beban ditangguhkan"),
    Account("Aset:Lain:AmortisasiBebanDitangguhkan", "1415", "Amortisasi beban ditangguhkan"),
    Account(ASSET_INTANGIBLES, "1421", "Aset tak berwujud", control=True),
    Account(ASSET_INTANGIBLES_WORN, "1426", "Akumulasi amortisasi aset tak berwujud", control=True),
    Account(VOLUNTARY, "2111", "Simpanan sukarela", control=True),
    Account(DEPOSITS, "2112", "Simpanan berjangka sampai 1 tahun", control=True),
    Account("Liabilitas:DanaSHU:Anggota", "2121", "Dana bagian SHU anggota"),
    Account("Liabilitas:DanaSHU:Pengurus", "2122", "Dana pengurus dan pengawas"),
    Account("Liabilitas:DanaSHU:Karyawan", "2123", "Dana karyawan"),
    Account("Liabilitas:DanaSHU:Pendidikan", "2124", "Dana pendidikan"),
    Account("Liabilitas:DanaSHU:Sosial", "2125", "Dana sosial"),
    Account("Liabilitas:DanaSHU:Pembangunan", "2126", "Dana pembangunan daerah kerja"),
    Account(SHU_MEMBERS, "2128", "SHU bagian anggota belum diambil", control=True),
    Account("Liabilitas:BebanMasihHarusDibayar", "2130", "Beban masih harus dibayar"),
    Account(ACCRUED_DEPOSIT_INTEREST, "2131", "Jasa simpanan berjangka terutang", control=True),
    Account(BORROWING_INTEREST, "2133", "Bunga pinjaman terutang", control=True),
    Account("Liabilitas:PendapatanDiterimaDimuka", "2140", "Pendapatan diterima dimuka"),
    Account("Liabilitas:UtangBank:JangkaPendek", "2150", "Utang bank jatuh tempo dalam 1 tahun"),
    Account(BORROWINGS_CURRENT, "2151", "Pinjaman jatuh tempo dalam 1 tahun", control=True),
    Account(LEAVERS, "2161", "Simpanan anggota keluar belum diambil", control=True),
    Account(SUSPENSE_IN, "2162", "Titipan penerimaan belum dikenali", control=True),
    Account(TAX_PAYABLE, "2163", "Utang pajak"),
    Account(INTEREST_TAX, "2164", "Utang PPh atas jasa simpanan", control=True),
    Account(TURNOVER_TAX, "2183", "Utang PPh final atas omzet", control=True),
    Account("Liabilitas:Lain", "2169", "Liabilitas jangka pendek lain"),
    Account(DEPOSITS_LONG, "2210", "Simpanan berjangka lebih dari 1 tahun", control=True),
    Account("Liabilitas:UtangBank:JangkaPanjang", "2220", "Utang bank jangka panjang"),
    Account(BORROWINGS_BANK, "2221", "Pinjaman bank, lebih dari 1 tahun", control=True),
    Account("Liabilitas:UtangLPDB", "2230", "Utang LPDB"),
    Account(BORROWINGS_LPDB, "2231", "Pinjaman LPDB, lebih dari 1 tahun", control=True),
    Account(BORROWINGS_OTHER, "2235", "Pinjaman lain, lebih dari 1 tahun", control=True),
    Account("Liabilitas:JangkaPanjangLain", "2240", "Liabilitas jangka panjang lain"),
    Account(POKOK, "3110", "Simpanan pokok", control=True),
    Account(WAJIB, "3120", "Simpanan wajib", control=True),
    Account("Ekuitas:ModalPenyetaraan", "3130", "Modal penyetaraan"),
    Account("Ekuitas:ModalPenyertaan", "3140", "Modal penyertaan"),
    Account(GRANTS, "3150", "Hibah/donasi"),
    Account(GENERAL_RESERVE, "3161", "Cadangan umum"),
    Account("Ekuitas:Cadangan:Risiko", "3162", "Cadangan risiko"),
    Account(SHU_PRIOR, "3170", "SHU tahun lalu belum dibagi"),
    Account(SHU_CURRENT, "3180", "SHU tahun berjalan"),
    Account(FEE_INCOME, "4140", "Jasa lain dari anggota"),
    Account(SAVINGS_INTEREST, "5110", "Jasa simpanan sukarela anggota"),
    Account(DEPOSIT_INTEREST, "5120", "Jasa simpanan berjangka anggota"),
    Account(BANK_INTEREST, "5230", "Bunga utang bank"),
    Account(LPDB_INTEREST, "5240", "Bunga utang LPDB"),
    Account(OTHER_INTEREST, "5260", "Jasa pihak ketiga"),
    Account("Beban:Usaha:TenagaKerja", "6111", "Beban tenaga kerja"),
    Account("Beban:Usaha:PerjalananDinas", "6112", "Beban perjalanan dinas"),
    Account("Beban:Usaha:ListrikAir", "6113", "Beban listrik dan air"),
    Account("Beban:Usaha:Telepon", "6114", "Beban telepon dan internet"),
    Account("Beban:Usaha:AdministrasiUmum", "6115", "Beban administrasi dan umum"),
    Account("Beban:Usaha:DiklatKaryawan", "6117", "Beban diklat karyawan"),
    Account("Beban:Usaha:Pajak", "6118", "Beban pajak selain PPh"),
    Account("Beban:Usaha:Pemasaran", "6119", "Beban pemasaran"),
    Account("Beban:Usaha:Sewa", "6120", "Beban sewa"),
    Account("Beban:Usaha:Pemeliharaan", "6121", "Beban pemeliharaan"),
    Account(ASSET_WEAR, "6122", "Beban penyusutan"),
    Account("Beban:Usaha:PenyisihanPiutang", "6123", "Beban penyisihan piutang"),
    Account("Beban:Usaha:Lain", "6124", "Beban operasional lain"),
    Account(INCOME_TAX, "6129", "Beban pajak penghasilan"),
    Account("Beban:Perkoperasian:PengurusPengawas", "6211", "Beban pengurus dan pengawas"),
    Account("Beban:Perkoperasian:Pembinaan", "6212", "Beban pembinaan dan pendidikan"),
    Account("Beban:Perkoperasian:RapatAnggota", "6213", "Beban rapat anggota"),
    Account(OTHER_INCOME, "7110", "Pendapatan non-operasional"),
    Account("Pendapatan:Lain:BungaBank", "7111", "Pendapatan bunga bank"),
    Account(ASSET_GAIN, "7112", "Laba pelepasan aset tetap"),
    Account(OTHER_EXPENSE, "8110", "Beban non-operasional"),
    Account("Beban:Lain:AdministrasiBank", "8111", "Beban administrasi bank"),
    Account("Beban:Lain:PajakBungaBank", "8112", "Pajak atas bunga bank"),
    Account(ASSET_LOSS, "8113", "Rugi pelepasan aset tetap"),
)

_LENDING: tuple[Account, ...] = (
    Account(LOANS, "1141", "Pinjaman yang diberikan kepada anggota", control=True),
    Account("Aset:Piutang:PinjamanNonAnggota", "1142", "Pinjaman kepada calon/non-anggota"),
    Account("Aset:Piutang:PinjamanKoperasiLain", "1143", "Pinjaman kepada koperasi lain"),
    Account(LOAN_INTEREST, "1147", "Piutang jasa pinjaman", control=True),
    Account(LOAN_ALLOWANCE, "1149", "Penyisihan pinjaman tak tertagih", control=True),
    Account(LOAN_INTEREST_AHEAD, "2141", "Jasa pinjaman diterima dimuka", control=True),
    Account(LOAN_HELD, "2171", "Titipan angsuran pinjaman", control=True),
    Account("Liabilitas:Titipan:Asuransi", "2168", "Premi asuransi pinjaman yang dititipkan"),
    Account(CHARITY, "2170", "Dana kebajikan"),
    Account(SWP, "3125", "Simpanan wajib pinjam", control=True),
    Account("Pendapatan:Anggota:JasaPinjaman", "4110", "Jasa pinjaman anggota"),
    Account("Pendapatan:Anggota:Administrasi", "4120", "Administrasi pinjaman anggota"),
    Account("Pendapatan:Anggota:Provisi", "4130", "Provisi pinjaman anggota"),
    Account(LOAN_PENALTY_INCOME, "4150", "Denda keterlambatan pinjaman"),
    Account(RECOVERY_INCOME, "4530", "Penerimaan kembali pinjaman yang dihapus buku"),
    Account("Pendapatan:NonAnggota:JasaPinjaman", "4210", "Jasa pinjaman non-anggota"),
    Account("Pendapatan:NonAnggota:Administrasi", "4220", "Administrasi pinjaman non-anggota"),
    Account("Pendapatan:NonAnggota:Provisi", "4230", "Provisi pinjaman non-anggota"),
    Account("Pendapatan:NonAnggota:JasaLayanan", "4240", "Jasa pelayanan non-anggota"),
    Account("Beban:Pokok:JasaSimpananNonAnggota", "5210", "Jasa simpanan non-anggota"),
    Account("Beban:Pokok:JasaModalPenyertaan", "5250", "Jasa modal penyertaan"),
    Account("Beban:Usaha:RapatKomitePinjaman", "6116", "Beban rapat komite pinjaman"),
)

# Sharia business (KSPPS, USPPS): PSAK 402 murabahah, 405 mudharabah, 406 musyarakah, 407 ijarah (ex
# 102, 105, 106, 107); codes in free places of the ministry's ranges: practice.
_SHARIA: tuple[Account, ...] = (
    Account(QARDH, "1148", "Pinjaman qardh", control=True),
    Account(MURABAHAH, "1151", "Piutang murabahah", control=True),
    Account(MURABAHAH_DEFERRED, "1152", "Margin murabahah ditangguhkan", control=True),
    Account(MUDHARABAH, "1153", "Pembiayaan mudharabah", control=True),
    Account(MUSYARAKAH, "1154", "Pembiayaan musyarakah", control=True),
    Account(PARTNER_PROFIT, "1155", "Piutang bagi hasil", control=True),
    Account(PARTNER_LOSSES_SO_FAR, "1156", "Kerugian pembiayaan bagi hasil", control=True),
    Account(UJRAH_CLAIM, "1157", "Piutang pendapatan ujrah", control=True),
    Account(MURABAHAH_GOODS, "1171", "Aset murabahah", control=True),
    Account(IJARAH_ASSETS, "1361", "Aset ijarah", control=True),
    Account(IJARAH_WORN, "1366", "Akumulasi penyusutan aset ijarah", control=True),
    Account(SHARED_PROFIT, "2134", "Bagi hasil belum dibagikan", control=True),
    Account(MURABAHAH_DOWN, "2142", "Uang muka murabahah", control=True),
    Account(UJRAH_AHEAD, "2143", "Ujrah diterima dimuka", control=True),
    Account(MURABAHAH_INCOME, "4160", "Pendapatan margin murabahah"),
    Account(MUDHARABAH_INCOME, "4161", "Pendapatan bagi hasil mudharabah"),
    Account(MUSYARAKAH_INCOME, "4162", "Pendapatan bagi hasil musyarakah"),
    Account(UJRAH_INCOME, "4163", "Pendapatan ujrah"),
    Account(QARDH_GIFTS, "4164", "Imbalan sukarela qardh"),
    Account(PROFIT_SHARED, "5130", "Bagi hasil simpanan mudharabah"),
    Account(WADIAH_GIFTS, "5131", "Bonus simpanan wadiah"),
    Account(IJARAH_WEAR, "5140", "Penyusutan aset ijarah"),
    Account(PARTNER_LOSS, "6128", "Kerugian pembiayaan bagi hasil"),
)

_TRADE: tuple[Account, ...] = (
    Account("Aset:Piutang:DagangAnggota", "1145", "Piutang barang anggota"),
    Account("Aset:Piutang:DagangNonAnggota", "1146", "Piutang barang non-anggota"),
    Account(MEMBER_DEBTS, "1165", "Piutang toko anggota", control=True),
    Account(CUSTOMER_DEBTS, "1166", "Piutang toko pelanggan", control=True),
    Account(VAT_INPUT, "1158", "PPN masukan", control=True),
    Account(VAT_CARRIED, "1159", "PPN lebih bayar", control=True),
    Account(QRIS_CLEARING, "1167", "Pembayaran QRIS belum cair"),
    Account(AGENT_FLOATS, "1168", "Saldo keagenan", control=True),
    Account(AGENT_CLAIMS, "1169", "Piutang fee keagenan", control=True),
    Account("Aset:Persediaan:BarangDagang", "1170", "Persediaan barang dagang"),
    Account(STOCK, "1173", "Persediaan toko", control=True),
    Account(AID_STOCK, "1179", "Persediaan bantuan", control=True),
    Account("Aset:UangMukaPembelian", "1175", "Uang muka pembelian"),
    Account(SUPPLIER_ADVANCES, "1176", "Uang muka kepada pemasok", control=True),
    Account("Liabilitas:UtangUsaha", "2165", "Utang usaha"),
    Account(SUPPLIER_BILLS, "2175", "Utang pemasok", control=True),
    Account("Liabilitas:UtangKonsinyasi", "2166", "Utang konsinyasi"),
    Account(AGENT_DUES, "2177", "Utang kepada prinsipal keagenan", control=True),
    Account(AID_DUES, "2178", "Bantuan yang belum disalurkan", control=True),
    Account(CONSIGNORS, "2176", "Utang kepada penitip", control=True),
    Account(VAT_OUTPUT, "2181", "PPN keluaran", control=True),
    Account(VAT_DUE, "2182", "Utang PPN", control=True),
    Account(SALES_MEMBERS, "4310", "Penjualan kepada anggota"),
    Account(SALES_OTHERS, "4410", "Penjualan kepada non-anggota"),
    Account(AGENT_FEES_MEMBERS, "4320", "Fee keagenan dari anggota"),
    Account(AGENT_FEES_OTHERS, "4420", "Komisi dan fee keagenan"),
    Account(COMMISSION_MEMBERS, "4321", "Komisi barang titipan dari anggota"),
    Account(COMMISSION_OTHERS, "4421", "Komisi barang titipan dari non-anggota"),
    Account(COST_MEMBERS, "5310", "Beban pokok penjualan kepada anggota"),
    Account(COST_OTHERS, "5410", "Beban pokok penjualan kepada non-anggota"),
    Account(STOCK_LOSS, "6125", "Selisih dan kerusakan persediaan"),
    Account(CONSIGNEE_COSTS, "6126", "Komisi tempat titip jual"),
    Account(AGENT_COSTS, "6127", "Biaya dan selisih keagenan"),
)

_VILLAGE: tuple[Account, ...] = (
    Account("Liabilitas:DanaSHU:ImbalJasaDesa", "2127", "Dana imbal jasa desa"),
    Account("Liabilitas:DanaBantuan", "2167", "Dana bantuan pemerintah yang disalurkan"),
)

_CHARTS: dict[str, tuple[tuple[Account, ...], ...]] = {
    "riil": (_COMMON, _TRADE),
    "ksp": (_COMMON, _LENDING, _SHARIA),
    "kdmp": (_COMMON, _LENDING, _SHARIA, _TRADE, _VILLAGE),
}


@cache
def default_chart(profile: str) -> MappingProxyType[str, Account]:
    """The default accounts of a profile (`riil`, `ksp`, `kdmp`) by name, in the order of codes."""
    accounts = (account for part in _CHARTS[profile] for account in part)
    return MappingProxyType(
        {account.name: account for account in sorted(accounts, key=lambda item: item.code)}
    )
