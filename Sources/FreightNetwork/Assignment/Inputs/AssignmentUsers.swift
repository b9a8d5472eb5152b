/// A class of users as files and commands give it.
public struct AssignmentUsers: Sendable {
  /// Name.
  public var name = "all"
  /// Trips between zones.
  public var trips: TripTable
  /// Units of capacity by trip.
  public var unitsPerTrip = 1.0
  /// Cost of a unit of toll; `nil`: the figure `toll_factor` of the network, or 0.
  public var tollFactor: Double?
  /// Cost of a unit of length; `nil`: the figure `distance_factor`, or 0.
  public var distanceFactor: Double?
  /// Column of the links with 0 where the class may not go; `nil`: it may go everywhere.
  public var allowedColumn: String?
  /// How trips depend on their cost.
  public var demand: ElasticDemand?

  /// Users with these trips.
  public init(trips: TripTable) { self.trips = trips }
}
