import Fixtures
import Foundation
import Tables
import Testing

@testable import TradeGravity

@Suite("Layouts of trade files")
struct TradeLayoutTests {
  static func file(_ text: String, _ name: String = "t.csv") throws -> URL {
    try ScratchFolder.file(name, text)
  }

  private func read(_ text: String) throws -> (table: TradeTable, reading: TradeReading) {
    let faults = FaultCollector()
    let result = try TradeTable.read(Self.file(text), faults: faults)
    try faults.throwIfAny()
    return result
  }

  private func rows(_ table: TradeTable) -> [String] {
    (0..<table.count).map { row in
      let quantity = table.quantities[row]
      return
        "\(table.years[row]) \(table.countries[Int(table.exporters[row])])>"
        + "\(table.countries[Int(table.importers[row])]) "
        + "\(table.products[Int(table.productOf[row])]) \(table.reports[row]) "
        + "\(Int(table.values[row].rounded()))" + (quantity.isNaN ? "" : " \(quantity)")
    }
  }

  @Test("BACI: thousand USD, tonnes, M49 codes, products with their zeros")
  func baci() throws {
    let (table, reading) = try read(
      "t,i,j,k,v,q\n2015,842,156,010121,1.5,2.25\n2015,699,408,10122,3,           NA\n"
    )
    #expect(reading.layout == .baci)
    #expect(
      rows(table) == [
        "2015 USA>CHN 010121 both 1500 2.25", "2015 IND>PRK 010122 both 3000",
      ]
    )
  }

  @Test("BACI's file of country codes beside the data is used")
  func baciCodes() throws {
    let url = try Self.file("t,i,j,k,v,q\n2015,900,156,010121,1,1\n")
    try Data("country_code,country_name,country_iso2,country_iso3\n900,Somewhere,XX,XYZ\n".utf8)
      .write(
        to: url.deletingLastPathComponent().appendingPathComponent("country_codes_V202501.csv")
      )
    let (table, _) = try TradeTable.read(url, faults: FaultCollector())
    #expect(rows(table) == ["2015 XYZ>CHN 010121 both 1000 1.0"])
  }

  @Test("Comtrade: both directions, kilograms, without totals, parts, re-exports and the world")
  func comtrade() throws {
    let head =
      "typeCode,freqCode,refYear,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,"
      + "partner2Code,classificationCode,cmdCode,customsCode,motCode,netWgt,cifvalue,fobvalue,"
      + "primaryValue\n"
    let (table, reading) = try read(
      head + "C,A,2015,2015,410,KOR,M,643,RUS,0,H4,2701,C00,0,5000,100,,100\n"
        + "C,A,2015,2015,643,RUS,X,410,KOR,0,H4,2701,C00,0,4000,,90,90\n"
        + "C,A,2015,2015,643,RUS,X,410,KOR,0,H4,2701,C00,2100,4000,,90,90\n"
        + "C,A,2015,2015,643,RUS,RX,410,KOR,0,H4,2701,C00,0,10,,1,1\n"
        + "C,A,2015,2015,643,RUS,X,0,W00,0,H4,2701,C00,0,10,,900,900\n"
        + "C,A,2015,2015,643,RUS,X,410,KOR,0,H4,27,C00,0,4000,,95,95\n"
        + "C,A,2015,2015,643,RUS,X,410,KOR,0,H4,TOTAL,C00,0,,,300,300\n"
        + "C,A,2015,2015,408,PRK,X,156,CHN,0,H4,27,C00,0,,,7,7\n"
    )
    #expect(reading.layout == .comtrade)
    #expect(
      rows(table) == [
        "2015 RUS>KOR 2701 importer 100 5.0", "2015 RUS>KOR 2701 exporter 90 4.0",
        "2015 PRK>CHN 27 exporter 7",
      ]
    )
    #expect(reading.leftOut["of products whose parts are there"] == 2)
    #expect(reading.leftOut["by mode of transport"] == 1)
  }

  @Test("Comtrade's downloads: a separator behind each row but the header's, names in Latin-1")
  func comtradeDownload() throws {
    let head =
      "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,"
      + "flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,"
      + "partner2Desc,classificationCode,classificationSearchCode,isOriginalClassification,"
      + "cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,"
      + "qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,"
      + "isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated,cifvalue,"
      + "fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate\n"
    let row =
      "C,A,20230101,2023,52,2023,384,CIV,C\u{F4}te d'Ivoire,X,Export,410,KOR,Rep. of Korea,0,W00,"
      + "World,H6,HS,True,1801,\"Cocoa beans; whole or broken, raw\",4,False,C00,TOTAL CPC,0,0,"
      + "TOTAL MOT,8,kg,2000,False,8,kg,2000,False,1500,False,0,False,,900.5,900.5,0,False,True,\n"
    let bytes = (head + row).unicodeScalars.map { UInt8($0.value) }
    let url = try Self.file("")
    try Data(bytes).write(to: url)
    let faults = FaultCollector()
    let (table, reading) = try TradeTable.read(url, faults: faults)
    #expect(faults.errors.isEmpty)
    #expect(reading.layout == .comtrade)
    #expect(rows(table) == ["2023 CIV>KOR 1801 exporter 901 1.5"])
  }

  @Test("the full headers of legacy Comtrade, CEPII Gravity V202211, ITPD-E and WITS")
  func fullHeaders() throws {
    let cases: [(String, String, TradeLayout, [String])] = [
      (
        "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,"
          + "Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,"
          + "2nd Partner Code,2nd Partner,2nd Partner ISO,Customs Proc. Code,Customs,"
          + "Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,Qty Unit Code,"
          + "Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),Gross weight (kg),"
          + "Trade Value (US$),CIF Trade Value (US$),FOB Trade Value (US$),Flag\n",
        "H4,2016,2016,2016,2,0,1,Import,410,Rep. of Korea,KOR,643,Russian Federation,RUS,,,,,,,,"
          + "2701,Coal,8,Weight in kilograms,3000,,,,3000,,240,,,0\n"
          + "H4,2016,2016,2016,2,0,1,Import,410,Rep. of Korea,KOR,0,World,WLD,,,,,,,,2701,Coal,8,"
          + "Weight in kilograms,,,,,,,999,,,0\n"
          + "H4,2016,2016,2016,2,0,4,Re-Import,410,Rep. of Korea,KOR,643,Russian Federation,RUS,"
          + ",,,,,,,2701,Coal,1,No Quantity,,,,,,,5,,,0\n",
        .comtradeLegacy, ["2016 RUS>KOR 2701 importer 240 3.0"]
      ),
      (
        "year,country_id_o,country_id_d,iso3_o,iso3_d,iso3num_o,iso3num_d,country_exists_o,"
          + "country_exists_d,gmt_offset_2020_o,gmt_offset_2020_d,distw_harmonic,"
          + "distw_arithmetic,dist,contig,tradeflow_comtrade_o,tradeflow_comtrade_d,"
          + "tradeflow_baci,manuf_tradeflow_baci,tradeflow_imf_o,tradeflow_imf_d\n",
        "2015,DEU.2,KOR,DEU,KOR,276,410,1,1,1,9,8500,8500,8500,0,10,11,10.5,9,10.1,11.2\n"
          + "2015,DEU.1,KOR,DEU,KOR,276,410,0,1,1,9,8500,8500,8500,0,,,,,,\n",
        .cepiiGravity,
        [
          "2015 DEU>KOR  exporter 10000", "2015 DEU>KOR  importer 11000",
          "2015 DEU>KOR  both 10500",
        ]
      ),
      (
        "exporter_iso3,exporter_name,importer_iso3,importer_name,year,broad_sector,industry_id,"
          + "industry_descr,trade,flag_mirror,flag_zero\n",
        "RUS,Russia,KOR,\"Korea, South\",2019,Mining and Energy,29,Mining of hard coal,1.25,0,p\n",
        .itpde, ["2019 RUS>KOR 29 both 1250000"]
      ),
      (
        "exporter_iso3,exporter_dynamic_code,importer_iso3,importer_dynamic_code,year,"
          + "broad_sector,industry_id,industry_descr,trade,flag_mirror,flag_zero\n",
        "RUS,RUS,KOR,KOR,2019,Mining and Energy,29,Mining of hard coal,0,1,u\n", .itpde,
        ["2019 RUS>KOR 29 both 0"]
      ),
      (
        "Nomenclature,ReporterISO3,ProductCode,ReporterName,PartnerISO3,PartnerName,Year,"
          + "TradeFlowName,TradeFlowCode,TradeValue in 1000 USD,NetWeight in KGM,Quantity\n",
        "H4,KOR,270112,\"Korea, Rep.\",RUS,Russian Federation,2015,Gross Imports,5,2,4000,\n"
          + "H4,KOR,270112,\"Korea, Rep.\",WLD,World,2015,Gross Imports,5,90,,\n"
          + "H4,KOR,270112,\"Korea, Rep.\",RUS,Russian Federation,2015,Re-Export,3,1,,\n",
        .wits, ["2015 RUS>KOR 270112 importer 2000 4.0"]
      ),
      (
        "Reporter,TradeFlow,ProductCode,Product Description,Year,Partner,Trade Value 1000USD,"
          + "Quantity,Quantity Unit\n",
        "\"Korea, Rep.\",Import,540710,Fabrics,2019, World,9,,\n"
          + "\"Korea, Rep.\",Import,540710,Fabrics,2019,China,3,10,Kg\n",
        .wits, ["2019 China>Korea, Rep. 540710 importer 3000"]
      ),
    ]
    for (head, body, layout, expected) in cases {
      let (table, reading) = try read(head + body)
      #expect(reading.layout == layout)
      #expect(rows(table) == expected, "\(reading.leftOut)")
    }
  }

  @Test("legacy Comtrade")
  func comtradeLegacy() throws {
    let (table, reading) = try read(
      "Classification,Year,Period,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Reporter ISO,"
        + "Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Netweight (kg),"
        + "Trade Value (US$),Flag\n"
        + "H4,2015,2015,1,Import,392,Japan,JPN,643,\"Russia, Federation\",RUS,2701,Coal,1000,50,0\n"
        + "H4,2015,2015,3,Re-Export,392,Japan,JPN,643,Russia,RUS,2701,Coal,,5,0\n"
        + "H4,2015,2015,2,Export,392,Japan,JPN,0,World,WLD,2701,Coal,,5,0\n"
    )
    #expect(reading.layout == .comtradeLegacy)
    #expect(rows(table) == ["2015 RUS>JPN 2701 importer 50 1.0"])
  }

  @Test("CEPII Gravity gives both reports and the reconciled figure")
  func gravity() throws {
    let (table, reading) = try read(
      "year,country_id_o,country_id_d,iso3_o,iso3_d,dist,tradeflow_comtrade_o,tradeflow_comtrade_d,"
        + "tradeflow_baci\n2015,RUS,KOR,RUS,KOR,6600,1,2,1.5\n2015,PRK,KOR,PRK,KOR,190,,3,NA\n"
    )
    #expect(reading.layout == .cepiiGravity)
    #expect(
      rows(table) == [
        "2015 RUS>KOR  exporter 1000", "2015 RUS>KOR  importer 2000", "2015 RUS>KOR  both 1500",
        "2015 PRK>KOR  importer 3000",
      ]
    )
  }

  @Test("ITPD-E, WITS, UNCTADstat, UNCTAD's matrix and plain tables")
  func others() throws {
    let cases: [(String, TradeLayout, String)] = [
      (
        "exporter_iso3,importer_iso3,year,industry_id,trade\nRUS,RUS,2015,24,1.5\n", .itpde,
        "2015 RUS>RUS 24 both 1500000"
      ),
      (
        "Nomenclature,ReporterISO3,ProductCode,PartnerISO3,Year,TradeFlowName,"
          + "TradeValue in 1000 USD\nH4,KOR,270112,RUS,2015,Gross Imp.,2\n", .wits,
        "2015 RUS>KOR 270112 importer 2000"
      ),
      (
        "Year,Economy Label,Partner Label,Flow Label,US$ at current prices in thousands\n"
          + "2015,China,Japan,Exports,4\n", .unctad, "2015 China>Japan  exporter 4000"
      ),
      (
        "year,section,exporter,importer,value_kusd\n2015,SITC3,ROM,BEL,0.5\n", .unctad,
        "2015 ROU>BEL SITC3 exporter 500"
      ),
      ("year,exporter,importer,value_usd_m\n2015,A,B,2\n", .plain, "2015 A>B  both 2000000"),
      (
        "period,reporter,partner,flow,hs,value_usd,kg\n201503,RUS,KOR,import,2701,9,500\n", .plain,
        "2015 KOR>RUS 2701 importer 9 0.5"
      ),
      (
        "year;exporter;importer;report;trade\n2015-03-01;A;B;importer;3\n", .plain,
        "2015 A>B  importer 3"
      ),
    ]
    for (text, layout, row) in cases {
      let (table, reading) = try read(text)
      #expect(reading.layout == layout)
      #expect(rows(table) == [row])
    }
  }

  @Test("countries that a Stata file keeps as labelled numbers are read by their labels")
  func labelled() throws {
    let url = try Self.file("", "x").deletingLastPathComponent().appendingPathComponent("t.dta")
    let labels = StataDetails(valueLabels: [1: "RUS", 2: "KOR"])
    try DataTable([
      DataColumn("year", numbers: [2015, 2015]),
      DataColumn("exporter", values: .numbers([1, 2]), stata: labels),
      DataColumn("importer", values: .numbers([2, 1]), stata: labels),
      DataColumn("trade", numbers: [5, 6]),
    ]).write(to: url)
    let (table, _) = try TradeTable.read(url, faults: FaultCollector())
    #expect(rows(table) == ["2015 RUS>KOR  both 5", "2015 KOR>RUS  both 6"])
    let packed = url.appendingPathExtension("gz")
    try FileManager.default.moveItem(at: url, to: packed)
    #expect(throws: InputFaults.self) { try TradeTable.read(packed, faults: FaultCollector()) }
  }

  @Test("what a study calls latent is no trade")
  func latent() throws {
    let (table, reading) = try read(
      "year,exporter,importer,commodity,value_usd_m,tonnes,kind,source,quality\n"
        + "2015,PRK,KOR,ores,2,,latent,x,D\n2015,PRK,CHN,ores,3,,agency,x,B\n"
    )
    #expect(rows(table) == ["2015 PRK>CHN ores both 3000000"])
    #expect(reading.leftOut["latent, not traded"] == 1)
  }

  @Test(
    "a table that is written comes back, also as Stata",
    arguments: ["t.csv", "t.csv.gz", "t.dta"]
  )
  func written(_ name: String) throws {
    var table = TradeTable()
    table.append(
      year: 2015,
      exporter: "RUS",
      importer: "KOR",
      product: "2701",
      report: .importer,
      valueUSD: 12.5,
      quantity: 2
    )
    table.append(
      year: 2014,
      exporter: "PRK",
      importer: "CHN",
      product: "0307",
      report: .exporter,
      valueUSD: 3
    )
    let url = try Self.file("", "x").deletingLastPathComponent().appendingPathComponent(name)
    try table.data().write(to: url)
    let (read, _) = try TradeTable.read(url, faults: FaultCollector())
    #expect(rows(read) == rows(table))
  }

  @Test("faults name the file, line and column, and a million of them stay short")
  func faults() throws {
    let faults = FaultCollector()
    let text =
      "year,exporter,importer,value_usd\n2015,A,B,-1\nx,A,B,1\n2015,,B,1\n2015,A,B,abc\n"
      + "2015,A,B,\n2015,A,B,NaN\n2015,A,B,7\n2015,A,B\n"
    let (table, reading) = try TradeTable.read(Self.file(text), faults: faults)
    #expect(rows(table) == ["2015 A>B  both 7"])
    #expect(faults.errors.map(\.line) == [2, 3, 4, 5, 9])
    #expect(
      faults.errors.prefix(4).map(\.column) == ["value_usd", "year", "exporter", "value_usd"]
    )
    #expect(reading.leftOut["without a value"] == 2)
    let many = FaultCollector()
    let bad =
      "year,exporter,importer,value_usd\n" + String(repeating: "0,A,B,1\n", count: 300_000)
    _ = try TradeTable.read(Self.file(bad), faults: many)
    #expect(many.errors.count == 21)
  }

  @Test(
    "what is no trade table is told, with what is missing",
    arguments: ["", "a,b\n1,2\n", "year,exporter\n", "year,reporter,partner,value\n2015,A,B,1\n"]
  )
  func noTrade(_ text: String) throws {
    let url = try Self.file(text)
    #expect(throws: InputFaults.self) { try TradeTable.read(url, faults: FaultCollector()) }
  }

  static let unctad = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../shared/data/trade/unctad_2015_sitc_sections.csv.gz")

  @Test(
    "UNCTAD's matrix of 2015 is read whole, its totals left out",
    .enabled(
      if: FileManager.default.fileExists(atPath: unctad.path),
      "needs ../shared/data/trade beside the checkout"
    )
  )
  func unctadMatrix() throws {
    let faults = FaultCollector()
    let (table, reading) = try TradeTable.read(Self.unctad, faults: faults)
    #expect(faults.errors.isEmpty)
    #expect(reading.layout == .unctad)
    // World exports of 2015 were about 16.5 trillion USD (WTO).
    let total = table.values.reduce(0, +)
    #expect(total > 15e12 && total < 17.5e12)
  }
}
