/// The parameters of one request as text, by name, however they arrived (query, form or JSON).
public struct RequestParameters: Sendable {
  private var values: [String: String]

  /// Makes parameters of names and values that are decoded already.
  public init(_ values: [String: String] = [:]) { self.values = values }

  /// The value as it was sent, which may be empty; nil where it was not sent.
  public subscript(name: String) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// The value, where a present but empty one is an error.
  func text(_ name: String) throws(VenueError) -> String? {
    guard let value = values[name] else { return nil }
    if value.isEmpty { throw VenueError(-1105, "Parameter '\(name)' was empty.") }
    return value
  }

  func required(_ name: String) throws(VenueError) -> String {
    guard let value = values[name], !value.isEmpty else { throw .missing(name) }
    return value
  }

  func integer(_ name: String) throws(VenueError) -> Int64? {
    guard let value = try text(name) else { return nil }
    guard value.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 }) else {
      throw .illegal(name, "^[0-9]{1,20}$")
    }
    guard let number = Int64(value) else { throw VenueError(-1108, "Parameter '\(name)' overflowed.") }
    return number
  }

  func flag(_ name: String) throws(VenueError) -> Bool? {
    guard let value = try text(name) else { return nil }
    switch value.lowercased() {
    case "true": return true
    case "false": return false
    default: throw .illegal(name, "true|false")
    }
  }

  /// A positive decimal at a symbol's decimals.
  func decimal(_ name: String, decimals: Int, product: SandboxProduct) throws(VenueError) -> Int64? {
    guard let value = try text(name) else { return nil }
    switch FixedText.read(value, decimals: decimals) {
    case .success(let number): return number
    case .failure(.malformed): throw .illegal(name, "^([0-9]{1,20})(\\.[0-9]{1,20})?$")
    case .failure(.overflow): throw VenueError(-1108, "Parameter '\(name)' overflowed.")
    case .failure(.tooPrecise):
      if product.isFutures { throw VenueError(-1111, "Precision is over the maximum defined for this asset.") }
      throw .tooPrecise(name)
    }
  }
}
