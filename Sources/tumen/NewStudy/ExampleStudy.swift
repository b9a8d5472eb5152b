/// A small invented study that runs: two coastal countries, an inland one and the rest of the world,
/// with a railway project that opens the inland one a shorter way to the sea.
enum ExampleStudy {
  /// Files by path inside the study's folder.
  static func files(name: String) -> [(String, String)] {
    [
      ("study.toml", settings(name)), ("sources.csv", sources), ("regions.csv", regions),
      ("commodities.csv", commodities), ("cargo_classes.csv", classes), ("trade.csv", trade),
      ("timeseries.csv", series), ("policy.csv", policy), ("rates.csv", rates),
      ("network/node.csv", nodes), ("network/link.csv", links),
      ("network/terminal.csv", terminals), ("network/border.csv", borders),
      ("network/connector.csv", connectors), ("projects/north-line.toml", project),
      ("risk.toml", risk), ("observed/routes.csv", observedRoutes),
    ]
  }

  private static func settings(_ name: String) -> String {
    """
    schema = 1
    name = "\(name)"
    description = "An invented example to start from: replace every figure."
    base_year = 2020
    first_year = 2022
    last_year = 2050
    model_years = [2020, 2025, 2030, 2040, 2050]
    reference_year = 2030
    currency = "USD"
    price_year = 2020

    [discount]
    economic = 0.09
    financial = 0.08
    source = "invented"
    quality = "D"

    [carbon]
    usd_per_t = 40.0
    growth = 0.0225
    source = "invented"
    quality = "D"

    [[scenario]]
    id = "as_adopted"
    name = "Measures as adopted"
    policy = "as_adopted"

    [[scenario]]
    id = "no_measures"
    name = "No measures"
    policy = "none"

    """
  }

  private static let sources = """
    source_id,citation,quality
    invented,"Invented for the example",D

    """

  private static let regions = """
    region_id,name,country,x_coord,y_coord,gdp_usd_m,population,goods_output_usd_m,source,quality
    INL,Inland,INL,70,45,60000,12000000,50000,invented,D
    NOR,North Coast,NOR,65,55,90000,15000000,70000,invented,D
    SOU,South Coast,SOU,68,30,150000,40000000,120000,invented,D
    ROW,Rest of the world,ROW,10,40,60000000,7000000000,50000000,invented,D

    """

  private static let commodities = """
    commodity_id,name,cargo_class,usd_per_t,time_value_pct_per_day,trade_elasticity,traded,source,quality
    ores,Ores,bulk,120,0.03,6,1,invented,D
    goods,Manufactured goods,container,4000,0.6,5,1,invented,D
    services,Services,,1,0,5,0,invented,D

    """

  private static let classes = """
    cargo_class,name,route_scale_per_usd,mode_scale_per_usd,tonnes_per_teu,source,quality
    bulk,Bulk,0.15,0.1,18,invented,D
    container,Containers,0.05,0.03,12,invented,D

    """

  private static let trade = """
    year,exporter,importer,commodity,value_usd_m,kind,source,quality
    2020,INL,ROW,ores,2400,estimate,invented,D
    2020,INL,SOU,ores,300,estimate,invented,D
    2020,ROW,INL,goods,2600,estimate,invented,D
    2020,SOU,INL,goods,500,estimate,invented,D
    2020,NOR,ROW,goods,9000,estimate,invented,D
    2020,ROW,NOR,goods,8800,estimate,invented,D
    2020,SOU,ROW,goods,15000,estimate,invented,D
    2020,ROW,SOU,goods,15500,estimate,invented,D
    2020,INL,INL,goods,20000,domestic,invented,D
    2020,NOR,NOR,goods,50000,domestic,invented,D
    2020,SOU,SOU,goods,90000,domestic,invented,D
    2020,ROW,ROW,goods,30000000,domestic,invented,D
    2020,ROW,ROW,ores,1000000,domestic,invented,D
    2020,INL,INL,services,30000,domestic,invented,D
    2020,NOR,NOR,services,45000,domestic,invented,D
    2020,SOU,SOU,services,70000,domestic,invented,D
    2020,ROW,ROW,services,35000000,domestic,invented,D

    """

  private static let series = """
    series,key,year,value,unit,source,quality
    gdp_index,INL,2020,1,index,invented,D
    gdp_index,INL,2050,2.4,index,invented,D
    gdp_index,ROW,2020,1,index,invented,D
    gdp_index,ROW,2050,2,index,invented,D

    """

  private static let policy = """
    measure_id,name,issuer,from_country,to_country,transit_country,commodities,rule,value,unit,effective_from,effective_to,exempts,source,quality
    transit_fee,South Coast's transit fee,SOU,,,SOU,,charge,6,usd_per_t,2018-01-01,,,invented,D

    """

  private static let rates = """
    carrier,country,cargo_class,usd_per_t_km,speed_km_per_h,g_co2e_per_t_km,source,quality
    rail1435,,bulk,0.03,25,25,invented,D
    rail1435,,container,0.035,35,25,invented,D
    road,,,0.08,35,95,invented,D
    sea,,bulk,0.001,25,5,invented,D
    sea,,container,0.004,33,15,invented,D

    """

  private static let nodes = """
    node_id,name,country,x_coord,y_coord,node_type,source,quality
    CAP,Capital,INL,70,45,station,invented,D
    BRD,Border,INL,68,50,border,invented,D
    NPT,North Port,NOR,64,56,port,invented,D
    SBR,South Border,SOU,69,38,border,invented,D
    SPT,South Port,SOU,68,29,port,invented,D
    WPT,World Port,ROW,5,45,port,invented,D

    """

  private static let links = """
    link_id,from_node_id,to_node_id,carrier,length_km,capacity_mt_per_year,open_from,project,source,quality
    CAP-SBR,CAP,SBR,rail1435,900,40,,,invented,D
    SBR-SPT,SBR,SPT,rail1435,1100,40,,,invented,D
    CAP-NPT-road,CAP,NPT,road,1500,,,,invented,D
    CAP-BRD,CAP,BRD,rail1435,600,12,2025,north-line,invented,D
    BRD-NPT,BRD,NPT,rail1435,750,12,2025,north-line,invented,D
    NPT-WPT,NPT,WPT,sea,6500,,,,invented,D
    SPT-WPT,SPT,WPT,sea,11000,,,,invented,D

    """

  private static let terminals = """
    node_id,from_carrier,to_carrier,cargo_class,cost_usd_per_t,dwell_h,capacity_mt_per_year,source,quality
    NPT,rail1435,sea,,7,96,15,invented,D
    NPT,road,sea,,9,96,8,invented,D
    SPT,rail1435,sea,,8,120,40,invented,D

    """

  private static let borders = """
    from_node_id,to_node_id,carrier,cost_usd_per_t,delay_h,source,quality
    BRD,NPT,rail1435,2,12,invented,D
    NPT,BRD,rail1435,2,12,invented,D
    CAP,SBR,rail1435,3,24,invented,D
    SBR,CAP,rail1435,3,24,invented,D
    CAP,NPT,road,4,18,invented,D
    NPT,CAP,road,4,18,invented,D

    """

  private static let connectors = """
    region_id,node_id,carrier,cost_usd_per_t,delay_h,source,quality
    INL,CAP,rail1435,3,24,invented,D
    INL,CAP,road,3,12,invented,D
    NOR,NPT,sea,6,48,invented,D
    NOR,NPT,rail1435,4,24,invented,D
    SOU,SPT,sea,6,48,invented,D
    SOU,SPT,rail1435,4,24,invented,D
    ROW,WPT,sea,6,48,invented,D

    """

  private static let project = """
    [project]
    id = "north-line"
    name = "North line"
    description = "An invented railway of 1,350 km from the inland capital to the north port."
    appraisal_first_year = 2022
    life_years = 40
    opening = 2025-07-01
    countries = ["INL", "NOR"]
    source = "invented"
    quality = "D"

    [[capex]]
    item = "Railway"
    currency = "USD"
    amount_m = 1600.0
    first_year = 2022
    profile = [0.2, 0.4, 0.4]
    country = "INL"
    life_years = 50
    source = "invented"
    quality = "D"

    [[capacity]]
    mt_per_year = 12.0
    source = "invented"
    quality = "D"

    [operation]
    fixed_opex_usd_m_per_year = 25.0
    variable_opex_usd_per_t = 3.0
    user_charge_usd_per_t = 20.0
    source = "invented"
    quality = "D"

    [ramp_up]
    opening = 2025-07-01
    time_constant_years = 2.0
    constant_usd_per_t = 0.0
    source = "invented"
    quality = "D"

    [ownership]
    INL = 0.8
    NOR = 0.2

    [finance]
    source = "invented"
    quality = "D"

    [[finance.tranche]]
    name = "Owners"
    kind = "equity"
    lender = "INL"
    balance = true
    source = "invented"
    quality = "D"

    [[finance.tranche]]
    name = "Development bank"
    kind = "senior"
    lender = "ROW"
    share = 0.6
    rate = 0.05
    grace_years = 2
    repayment_years = 20
    repayment = "annuity"
    source = "invented"
    quality = "D"

    [tax]
    rate = 0.2
    country = "INL"
    source = "invented"
    quality = "D"

    """

  private static let risk = """
    draws = 200
    method = "latin_hypercube"

    [[variable]]
    driver = "capex"
    distribution = "lognormal"
    mean = 1.45
    standard_deviation = 0.38
    source = "invented"
    quality = "D"

    [[variable]]
    driver = "demand"
    distribution = "pert"
    low = 0.6
    mode = 1.0
    high = 1.3
    source = "invented"
    quality = "D"

    """

  private static let observedRoutes = """
    check_id,name,kind,from_node_id,to_node_id,cargo_class,carriers,via,avoid,low,high,unit,relative_to,source,quality
    cap_spt,Capital - South Port,length,CAP,SPT,container,rail1435,,,1960,2040,km,,invented,D

    """
}
