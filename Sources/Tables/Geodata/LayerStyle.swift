import Foundation

/// How QGIS draws a layer at first: one symbol whose size and colour may follow QGIS expressions.
///
/// It becomes QML text (the style format of QGIS 3) in the table `layer_styles` of a GeoPackage,
/// where QGIS looks for a default style when it opens a layer.
public struct LayerStyle: Sendable, Hashable {
  /// Name of the style.
  public var name: String
  /// What it shows, in words.
  public var summary: String
  /// Fill or line colour, `0xRRGGBB`.
  public var colour: UInt32
  /// Line width or marker size, mm.
  public var sizeMillimetres: Double
  /// QGIS expression of the width or size in mm, for example `0.2 + 0.5 * sqrt("flow_mt")`.
  public var sizeExpression: String?
  /// QGIS expression of the colour, for example `if("change_mt" > 0, '#b2182b', '#2166ac')`.
  public var colourExpression: String?
  /// Field or QGIS expression of the label; `nil`: no labels.
  public var labelExpression: String?

  /// A style.
  public init(
    name: String,
    summary: String = "",
    colour: UInt32,
    sizeMillimetres: Double,
    sizeExpression: String? = nil,
    colourExpression: String? = nil,
    labelExpression: String? = nil
  ) {
    self.name = name
    self.summary = summary
    self.colour = colour
    self.sizeMillimetres = sizeMillimetres
    self.sizeExpression = sizeExpression
    self.colourExpression = colourExpression
    self.labelExpression = labelExpression
  }

  /// QML for a layer of some kind; `nil` for a table without shapes.
  public func qml(for kind: GeoGeometry.Kind) -> String? {
    let symbol: String
    let layerClass: String
    let properties: [(key: String, value: String)]
    let sizeKey: String
    let colourKey: String
    switch kind {
    case .none: return nil
    case .point:
      symbol = "marker"
      layerClass = "SimpleMarker"
      sizeKey = "size"
      colourKey = "fillColor"
      properties = [
        ("color", rgba), ("name", "circle"), ("outline_color", "255,255,255,255"),
        ("outline_style", "solid"), ("outline_width", "0.2"), ("outline_width_unit", "MM"),
        ("size", sizeMillimetres.shortText), ("size_unit", "MM"),
      ]
    case .line, .lines:
      symbol = "line"
      layerClass = "SimpleLine"
      sizeKey = "outlineWidth"
      colourKey = "outlineColor"
      properties = [
        ("capstyle", "round"), ("joinstyle", "round"), ("line_color", rgba),
        ("line_style", "solid"), ("line_width", sizeMillimetres.shortText),
        ("line_width_unit", "MM"),
      ]
    case .polygon, .polygons:
      symbol = "fill"
      layerClass = "SimpleFill"
      sizeKey = "outlineWidth"
      colourKey = "fillColor"
      properties = [
        ("color", rgba), ("outline_color", "119,116,104,255"), ("outline_style", "solid"),
        ("outline_width", sizeMillimetres.shortText), ("outline_width_unit", "MM"),
        ("style", "solid"),
      ]
    }
    let lines = properties.map { "<prop k=\"\($0.key)\" v=\"\(Self.escaped($0.value))\"/>" }
    let followed = [
      sizeExpression.map { Self.followed(sizeKey, $0) },
      colourExpression.map { Self.followed(colourKey, $0) },
    ].compactMap { $0 }
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22.0" styleCategories="Symbology|Labeling" \
      labelsEnabled="\(labelExpression == nil ? 0 : 1)">
      <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">
      <symbols>
      <symbol type="\(symbol)" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="\(layerClass)" enabled="1" locked="0" pass="0">
      \(lines.joined(separator: "\n"))
      <data_defined_properties>
      <Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
      \(followed.joined(separator: "\n"))
      </Option>
      <Option name="type" type="QString" value="collection"/>
      </Option>
      </data_defined_properties>
      </layer>
      </symbol>
      </symbols>
      <rotation/>
      <sizescale/>
      </renderer-v2>
      \(labelling(kind))</qgis>

      """
  }

  private var rgba: String {
    "\(colour >> 16 & 0xFF),\(colour >> 8 & 0xFF),\(colour & 0xFF),255"
  }

  private func labelling(_ kind: GeoGeometry.Kind) -> String {
    guard let labelExpression else { return "" }
    let placement = kind == .point ? 6 : kind == .line || kind == .lines ? 2 : 0
    return """
      <labeling type="simple">
      <settings calloutType="simple">
      <text-style fieldName="\(Self.escaped(labelExpression))" isExpression="1" fontSize="8" \
      fontSizeUnit="Point" textColor="60,60,60,255">
      <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" \
      bufferColor="255,255,255,255"/>
      </text-style>
      <placement placement="\(placement)" dist="1" distUnits="MM"/>
      </settings>
      </labeling>

      """
  }

  private static func followed(_ key: String, _ expression: String) -> String {
    """
    <Option name="\(key)" type="Map">
    <Option name="active" type="bool" value="true"/>
    <Option name="expression" type="QString" value="\(escaped(expression))"/>
    <Option name="type" type="int" value="3"/>
    </Option>
    """
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;")
      .replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
      .replacingOccurrences(of: "\"", with: "&quot;")
      .replacingOccurrences(of: "\n", with: "&#10;")
  }
}
