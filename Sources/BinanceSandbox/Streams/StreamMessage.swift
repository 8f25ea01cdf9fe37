/// The unit in which a connection wants its times.
enum TimeUnit {
  case milliseconds
  case microseconds
}

/// One message of a stream, rendered once for all who listen.
final class StreamMessage {
  /// The stream's name, as the combined form shows it.
  let stream: String
  private let render: (TimeUnit) -> [UInt8]
  private var cache: [[UInt8]?] = [nil, nil, nil, nil]

  init(stream: String, render: @escaping (TimeUnit) -> [UInt8]) {
    self.stream = stream
    self.render = render
  }

  func bytes(combined: Bool, unit: TimeUnit) -> [UInt8] {
    let index = (combined ? 1 : 0) + (unit == .microseconds ? 2 : 0)
    if let known = cache[index] { return known }
    let bytes: [UInt8]
    if combined {
      let raw = self.bytes(combined: false, unit: unit)
      var wrapped: [UInt8] = []
      wrapped.reserveCapacity(raw.count + stream.utf8.count + 24)
      wrapped.append(contentsOf: #"{"stream":""#.utf8)
      wrapped.append(contentsOf: stream.utf8)
      wrapped.append(contentsOf: #"","data":"#.utf8)
      wrapped.append(contentsOf: raw)
      wrapped.append(UInt8(ascii: "}"))
      bytes = wrapped
    } else {
      bytes = render(unit)
    }
    cache[index] = bytes
    return bytes
  }
}
