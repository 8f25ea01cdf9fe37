import TradingNetwork

/// Passes requests on, and lets the server's order limits look unlimited: the load server publishes Binance's ten orders a
/// second and two hundred open ones, which the node would obey, and takes whatever comes.
final class OpenLimits: HTTPTransport {
  private let real: any HTTPTransport

  init(_ real: any HTTPTransport) { self.real = real }

  func send(
    _ request: HTTPRequest, timeout: Duration, completion: @escaping (Result<HTTPResponse, TransportError>) -> Void
  ) {
    guard request.url.contains("/exchangeInfo") else {
      return real.send(request, timeout: timeout, completion: completion)
    }
    real.send(request, timeout: timeout) { result in
      completion(
        result.map { response in
          var open = response
          let text = String(decoding: response.body, as: UTF8.self)
          open.body = Array(
            text.replacing(
              #""ORDERS","interval":"SECOND","intervalNum":10,"limit":100"#,
              with: #""ORDERS","interval":"SECOND","intervalNum":10,"limit":100000000"#
            ).replacing(#""maxNumOrders":200"#, with: #""maxNumOrders":100000000"#).utf8)
          return open
        })
    }
  }
}
