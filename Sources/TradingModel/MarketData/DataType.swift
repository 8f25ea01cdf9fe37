/// What a subscription to custom data asks for: a type's name and metadata such as an instrument.
public struct DataType: Hashable, Sendable {
  /// The name of the type: `BinanceTicker`.
  public let name: String
  /// Further selection by name; the same text must be given to unsubscribe.
  public let metadata: [String: String]

  /// Makes a data type; without metadata it is all data of that name, where a client has such.
  public init(name: String, metadata: [String: String] = [:]) {
    self.name = name
    self.metadata = metadata
  }

  /// Custom data of one type about one instrument.
  public init<Data: CustomData>(_ type: Data.Type, instrumentId: InstrumentId? = nil) {
    self.init(name: type.typeName, metadata: instrumentId.map { ["instrumentId": $0.text] } ?? [:])
  }

  /// The instrument in the metadata, where there is one.
  public var instrumentId: InstrumentId? {
    metadata["instrumentId"].flatMap { try? InstrumentId($0) }
  }
}
