import Foundation

/// Codes of countries in trade data, brought to ISO 3166-1 alpha-3.
public struct CountryCode: Sendable {
  private let fromNumber: [Int: String]

  /// The codes of the United Nations (M49, with those that Comtrade and BACI use beside it).
  public static let standard = CountryCode(
    fromNumber: Dictionary(
      table.split(whereSeparator: \.isWhitespace).compactMap { entry in
        Int(entry.prefix(3)).map { ($0, String(entry.dropFirst(3))) }
      },
      uniquingKeysWith: { first, _ in first }
    )
  )

  /// Codes by number, such as from BACI's file of country codes.
  public init(fromNumber: [Int: String]) { self.fromNumber = fromNumber }

  /// The standard codes with some replaced.
  public func replacing(_ other: [Int: String]) -> CountryCode {
    CountryCode(fromNumber: fromNumber.merging(other) { $1 })
  }

  /// Alpha-3 code for what stands in a file: a number by the table, three letters in capitals, anything
  /// else as it is.
  public func code(_ text: String) -> String {
    if let number = Int(text) { return fromNumber[number] ?? text }
    guard text.utf8.count == 3 else { return text }
    let code = text.uppercased()
    return Self.former[code] ?? code
  }

  /// Whether a partner is the world or a group that holds others.
  public static func isAggregate(_ text: String) -> Bool {
    if let number = Int(text) { return number == 0 || number == 97 }
    return aggregates.contains(text.uppercased())
  }

  /// Codes that older data still use.
  private static let former = [
    "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "PAL": "PSE", "WBG": "PSE", "SUD": "SDN",
    "KSV": "XKX",
  ]

  /// Countries without a coast (as United Nations list them, with Liechtenstein and the like).
  public static let landlocked: Set<String> = [
    "AFG", "AND", "ARM", "AUT", "AZE", "BDI", "BFA", "BLR", "BOL", "BTN", "BWA", "CAF", "CHE",
    "CZE",
    "ETH", "HUN", "KAZ", "KGZ", "LAO", "LIE", "LSO", "LUX", "MDA", "MKD", "MLI", "MNG", "MWI",
    "NER",
    "NPL", "PRY", "RWA", "SMR", "SRB", "SSD", "SVK", "SWZ", "TCD", "TJK", "TKM", "UGA", "UZB",
    "XKX",
    "ZMB", "ZWE",
  ]

  private static let aggregates: Set<String> = [
    "WLD", "W00", "WORLD", "ALL", "ALL COUNTRIES", "TOTAL", "TOT", "EUN", "EU27", "EU28",
    "EU27_2020",
    "WORLD TOTAL", "OECD", "G20", "R20",
  ]

  private static let table = """
    004AFG 008ALB 010ATA 012DZA 016ASM 020AND 024AGO 028ATG 031AZE 032ARG 036AUS 040AUT 044BHS
    048BHR 050BGD 051ARM 052BRB 056BEL 058BEL 060BMU 064BTN 068BOL 070BIH 072BWA 074BVT 076BRA
    084BLZ 086IOT 090SLB 092VGB 096BRN 100BGR 104MMR 108BDI 112BLR 116KHM 120CMR 124CAN 132CPV
    136CYM 140CAF 144LKA 148TCD 152CHL 156CHN 158TWN 162CXR 166CCK 170COL 174COM 175MYT 178COG
    180COD 184COK 188CRI 191HRV 192CUB 196CYP 200CSK 203CZE 204BEN 208DNK 212DMA 214DOM 218ECU
    222SLV 226GNQ 230ETH 231ETH 232ERI 233EST 234FRO 238FLK 239SGS 242FJI 246FIN 248ALA 250FRA
    251FRA 254GUF 258PYF 260ATF 262DJI 266GAB 268GEO 270GMB 275PSE 276DEU 278DDR 280DEU 288GHA
    292GIB 296KIR 300GRC 304GRL 308GRD 312GLP 316GUM 320GTM 324GIN 328GUY 332HTI 334HMD 336VAT
    340HND 344HKG 348HUN 352ISL 356IND 360IDN 364IRN 368IRQ 372IRL 376ISR 380ITA 381ITA 384CIV
    388JAM 392JPN 398KAZ 400JOR 404KEN 408PRK 410KOR 414KWT 417KGZ 418LAO 422LBN 426LSO 428LVA
    430LBR 434LBY 438LIE 440LTU 442LUX 446MAC 450MDG 454MWI 458MYS 462MDV 466MLI 470MLT 474MTQ
    478MRT 480MUS 484MEX 490TWN 492MCO 496MNG 498MDA 499MNE 500MSR 504MAR 508MOZ 512OMN 516NAM
    520NRU 524NPL 528NLD 530ANT 531CUW 533ABW 534SXM 535BES 540NCL 548VUT 554NZL 558NIC 562NER
    566NGA 570NIU 574NFK 578NOR 579NOR 580MNP 581UMI 583FSM 584MHL 585PLW 586PAK 588PAK 591PAN
    598PNG 600PRY 604PER 608PHL 612PCN 616POL 620PRT 624GNB 626TLS 630PRI 634QAT 638REU 642ROU
    643RUS 646RWA 652BLM 654SHN 659KNA 660AIA 662LCA 663MAF 666SPM 670VCT 674SMR 678STP 682SAU
    686SEN 688SRB 690SYC 694SLE 699IND 702SGP 703SVK 704VNM 705SVN 706SOM 710ZAF 711ZAF 716ZWE
    717VNM 720YMD 724ESP 728SSD 729SDN 732ESH 736SDN 740SUR 744SJM 748SWZ 752SWE 756CHE 757CHE
    760SYR 762TJK 764THA 768TGO 772TKL 776TON 780TTO 784ARE 788TUN 792TUR 795TKM 796TCA 798TUV
    800UGA 804UKR 807MKD 810SUN 818EGY 826GBR 831GGY 832JEY 833IMN 834TZA 840USA 841USA 842USA
    850VIR 854BFA 858URY 860UZB 862VEN 868VNM 876WLF 882WSM 886YEM 887YEM 890YUG 891SCG 894ZMB
    """
}
