/// Something that goes wrong at the venue on purpose: what, where and how often.
///
/// The same faults strike in virtual time and over sockets. What only a packet network can do (loss, latency of single
/// packets) belongs to the simulated network.
public struct VenueFault: Sendable {
  /// What goes wrong.
  public enum Kind: String, Sendable, CaseIterable {
    // What requests suffer.

    /// A request is answered with an error of choice, executed or not.
    case error = "ERR"
    /// A request is executed and never answered.
    case dropResponse = "DROP_RESP"
    /// A request is neither executed nor answered.
    case dropRequest = "DROP_REQ"
    /// A request is answered late (with `late`, executed late, too), or an event is told late.
    case delay = "DELAY"
    /// The connection is reset instead of an answer or an event; the request is executed if `executed` says so.
    case reset = "RST"
    /// The connection ends without a closing handshake instead of an answer or an event.
    case finish = "FIN"
    /// From now on the connection takes everything and sends nothing, not even pongs.
    case halfOpen = "HALF_OPEN"
    /// Requests are refused with 429 for a while.
    case tooManyRequests = "429"
    /// The address is banned with 418 for a while.
    case ban = "418"
    /// Queries answer as if it were so much earlier.
    case visibilityLag = "VISIBILITY_LAG"

    // What events (and answers, where it makes sense) suffer.

    /// Events of a stream are lost.
    case dropEvent = "DROP_EVENT"
    /// Events of a stream are told twice.
    case duplicateEvent = "DUP_EVENT"
    /// An event is told after the next `window` ones of its connection.
    case reorder = "REORDER"
    /// A stream falls silent while its connection lives and is pinged.
    case freezeStream = "FREEZE_STREAM"
    /// Bytes of an event or an answer are changed.
    case corrupt = "CORRUPT"
    /// An event or an answer is cut short; an answer's connection ends with it.
    case truncate = "TRUNC"
    /// The connection ends in the middle of an event's frame.
    case truncateFrame = "TRUNC_FRAME"
    /// An event comes in several frames.
    case fragment = "FRAGMENT"
    /// An event or an answer has a field that nobody knows.
    case unknownField = "UNKNOWN_FIELD"
    /// A field of an event or an answer has a value that nobody knows.
    case unknownEnum = "UNKNOWN_ENUM"
    /// An event of a type that nobody knows is sent before a matching one.
    case unknownEvent = "UNKNOWN_EVENT"

    // Acts: they happen once, when they are set.

    /// Open WebSocket connections are closed, once.
    case close = "CLOSE"
    /// Connections end as they do after 24 hours.
    case closeAfterDay = "CLOSE_24H"
    /// The shutdown notice is sent and connections are closed some time later.
    case serverShutdown = "SERVER_SHUTDOWN"
    /// User data subscriptions of the WebSocket API end with `eventStreamTerminated`.
    case terminateStream = "TERMINATE_STREAM"
    /// Listen keys expire at once.
    case expireListenKey = "EXPIRE_LISTENKEY"
    /// The venue's clock is wrong.
    case skew = "SKEW"
    /// The venue's clock runs too fast (or slow) by so many millionths.
    case drift = "DRIFT"
    /// The request weight that addresses may use, or how much of it somebody else has used.
    case weight = "WEIGHT"
    /// An order is filled by the market, at once or when a matching request arrives.
    case fill = "FILL"

    /// The market trades at another price from now on.
    case price = "PRICE"
    /// A symbol's status changes (`value`: HALT, BREAK, CANCEL_ONLY, TRADING, …).
    case status = "STATUS"

    // What `exchangeInfo` tells.

    /// Fields of a symbol in `exchangeInfo` are replaced, or a foreign symbol is added.
    case mutateInfo = "MUTATE_INFO"
  }

  /// What goes wrong; it decides which of the other properties count.
  public var kind: Kind

  // MARK: Where

  /// Part of the route (`POST /api/v3/order`) or WebSocket API method (`order.place`); empty matches all.
  public var endpoint = ""
  /// The HTTP method that a request must have; empty matches all, and the WebSocket API.
  public var method = ""
  /// Part of the stream's name (`@depth`), or of an account event's type; empty matches all.
  public var stream = ""
  /// The product that suffers; nil is every one, but spot for ``Kind/price`` and ``Kind/status``.
  public var product: SandboxProduct?
  /// The symbol that a request or event must be about, nil for any; for ``Kind/price`` and ``Kind/status`` the one that
  /// changes. Without it ``Kind/mutateInfo`` adds a symbol.
  public var symbol: String?
  /// The client's id of the order that a request or account event must be about, nil for any; for ``Kind/fill`` that of
  /// the order that is filled.
  public var clientOrderId: String?
  /// The name of the account whose requests and events suffer.
  public var account: String?
  /// The address of the client that suffers.
  public var client: String?

  // MARK: How often

  /// How many matches pass unharmed first.
  public var skip = 0
  /// How often it strikes; nil is without end.
  public var count: Int?
  /// How likely a match that was not skipped is struck, from 0 to 1.
  public var probability = 1.0
  /// Makes the draws of ``probability`` repeatable on their own; else they come from the sandbox's seed.
  public var seed: UInt64?
  /// When it begins and ends, after it was set.
  public var from: Duration = .zero
  /// When it strikes no more, after it was set; nil is never.
  public var until: Duration?

  // MARK: With what

  /// The HTTP status of a ``Kind/error`` answer, over the WebSocket API its `status`; what is read begins with 400.
  public var status = 500
  /// The venue's code of a ``Kind/error`` answer; for ``Kind/close`` the close code, which is 1001 for any below 1000.
  public var code = -1000
  /// The `msg` of a ``Kind/error`` answer.
  public var message = "An unknown error occurred while processing the request."
  /// The body of an answer that is no JSON of the venue's, such as a gateway's HTML page.
  public var body: [UInt8]?
  /// Whether a failed request was carried out.
  public var executed = false
  /// Whether a delayed request is also carried out late.
  public var isLate = false
  /// How late, how wrong, or for how long.
  public var duration: Duration = .seconds(1)
  /// The fields of `exchangeInfo` that are replaced, or the event that is sent, as JSON.
  public var json: [UInt8] = []
  /// The field that gets an unknown value, and the value.
  public var field = ""
  /// The text that ``field`` gets (``Kind/unknownEnum``), or the new status of the symbol (``Kind/status``), as `HALT`.
  public var value = "SOMETHING_NEW"
  /// How many events overtake, how many bytes change, how many frames there are, how many bytes stay, the weight.
  public var number: Int?
  /// Weight that somebody else on the address has used.
  public var used: Int?
  /// Millionths by which the clock drifts.
  public var partsPerMillion = 200.0
  /// How much of an order is filled, and at which price; everything at its own price unless told.
  public var quantity: String?
  /// At which price an order is filled, nil for its own; for ``Kind/price`` where the market goes. Decimal text.
  public var price: String?

  /// Makes a fault that strikes everything it can for ever, until its properties narrow it down.
  public init(_ kind: Kind) { self.kind = kind }

  /// Whether it happens at once instead of waiting for something to strike.
  var isAct: Bool {
    switch kind {
    case .close, .closeAfterDay, .serverShutdown, .terminateStream, .expireListenKey, .skew, .drift, .weight, .price,
      .status:
      true
    case .fill: endpoint.isEmpty && method.isEmpty
    default: false
    }
  }
}
