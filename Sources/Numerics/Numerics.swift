/// Name of this module.
public let moduleNumerics = "Numerics"
