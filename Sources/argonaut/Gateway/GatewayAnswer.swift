import TradingEngine
import TradingModel

/// The line that answers a command.
enum GatewayAnswer {
  /// What was asked for is under way, or the answer follows in further members.
  static func success(_ id: GatewayRequestId?) -> JSONLine {
    var line = start(id)
    line.bool("ok", true)
    return line
  }

  /// The command was not carried out.
  static func failure(_ id: GatewayRequestId?, _ problem: GatewayProblem) -> JSONLine {
    var line = start(id)
    line.bool("ok", false)
    line.string("error", problem.message)
    return line
  }

  private static func start(_ id: GatewayRequestId?) -> JSONLine {
    switch id {
    case .text(let text): return JSONLine("result", text)
    case .integer(let digits):
      var line = JSONLine()
      line.raw("result", Array(digits.utf8))
      return line
    case nil: return JSONLine()
    }
  }
}
