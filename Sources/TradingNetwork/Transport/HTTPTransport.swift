/// The seam through which everything in Argonaut makes HTTP requests.
///
/// A transport belongs to one loop: it is called on that loop and calls back on it, exactly once per request, never
/// before `send` returns. It follows no redirects and retries nothing.
public protocol HTTPTransport: AnyObject {
  /// Sends one request.
  ///
  /// - Parameters:
  ///   - request: what to send, with a full URL.
  ///   - timeout: how long to wait for the whole response.
  ///   - completion: receives the response (of any status) or why there is none.
  func send(
    _ request: HTTPRequest, timeout: Duration, completion: @escaping (Result<HTTPResponse, TransportError>) -> Void)
}
