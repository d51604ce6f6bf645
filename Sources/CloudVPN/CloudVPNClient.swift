import Foundation
package import HTTPTransport
package import Logging
import OrderedJSON
import Secrets

/// Calls the VPN service of one region and project (facts §4 to §6).
///
/// Every call throws ``CloudError`` only. After the service has refused a signature, the client and its copies refuse
/// all further calls by themselves: five refusals would lock the key.
package struct CloudVPNClient: Sendable {
  package let endpoint: CloudEndpoint
  package let projectID: String
  private let transport: any HTTPTransport
  private let authenticator: any RequestAuthenticator
  private let retry: RetryPolicy
  private let pace: Pace?
  let clock: CloudClock
  private let logger: Logger
  private let latch = SignatureLatch()

  /// A client that signs with keys that stay the same.
  package init(
    transport: any HTTPTransport, endpoint: CloudEndpoint, projectID: String?, credential: CloudCredential,
    retry: RetryPolicy = .standard, pace: Pace? = nil, clock: CloudClock = .system,
    logger: Logger = Logger(label: "cloud")
  ) throws(CloudSettingsError) {
    try self.init(
      transport: transport, endpoint: endpoint, projectID: projectID,
      authenticator: KeyAuthenticator(credential), retry: retry, pace: pace, clock: clock, logger: logger)
  }

  /// `pace` is shared by all that talk to the cloud; without one, requests go when they come.
  ///
  /// - Throws: ``CloudSettingsError`` where the project is missing or is no project id.
  package init(
    transport: any HTTPTransport, endpoint: CloudEndpoint, projectID: String?,
    authenticator: any RequestAuthenticator, retry: RetryPolicy = .standard, pace: Pace? = nil,
    clock: CloudClock = .system, logger: Logger = Logger(label: "cloud")
  ) throws(CloudSettingsError) {
    guard let projectID, !projectID.isEmpty else {
      throw CloudSettingsError(
        .noProject,
        "there is no project: name its id, or set HUAWEICLOUD_SDK_PROJECT_ID or HW_PROJECT_ID beside the keys"
      )
    }
    guard CloudCall.isPlainName(projectID) else {
      throw CloudSettingsError(
        .badProject, "the project is no project id, which has 32 hexadecimal digits: correct it")
    }
    self.transport = transport
    self.endpoint = endpoint
    self.projectID = projectID
    self.authenticator = authenticator
    self.retry = retry
    self.pace = pace
    self.clock = clock
    self.logger = logger
  }

  /// Texts that never stand in an error or a log line.
  private var hidden: [Secret] { authenticator.hidden }

  // MARK: - Calling

  /// A successful answer.
  struct Answer {
    /// A JSON object; an empty one where nothing came and nothing had to.
    var json: JSON
    var body: [UInt8]
    var status: Int
    var requestID: String?
  }

  /// Makes the call, again where that is safe and may help, and reads the answer as a JSON object.
  ///
  /// A change is made again only after an answer or a failure that says that it did not happen.
  func answer(to call: CloudCall) async throws(CloudError) -> Answer {
    let start = clock.uptime()
    var attempt = 1
    var isRenewed = false
    while true {
      if let refused = latch.refusal { throw refused.during(call) }
      if call.isChange, Task.isCancelled { throw CloudError(.cancelled, call, endpoint: endpoint) }
      let failure: CloudError
      do throws(CloudError) {
        return try await answerOnce(to: call, isRenewed: &isRenewed)
      } catch {
        failure = error
      }
      if failure.kind == .unauthorized { latch.close(failure) }
      // What is too much for one is too much for all.
      if failure.kind == .throttled { pace?.hold(for: min(failure.retryAfter ?? .zero, retry.longestPause)) }
      guard !failure.isUncertain,
        let pause = retry.pause(after: failure, attempt: attempt, chance: clock.chance()),
        clock.uptime() - start + pause <= retry.longestCall
      else { throw failure }
      logger.debug(
        "repeating a call to the cloud",
        metadata: [
          "call": "\(call.purpose)", "attempt": "\(attempt + 1)", "pause": "\(pause)",
          "after": "\(failure.kind)",
        ])
      do {
        try await clock.sleep(pause)
      } catch {
        throw CloudError(.cancelled, call, endpoint: endpoint)
      }
      attempt += 1
    }
  }

  /// One attempt; a token that has ended is renewed, once in a call, and the attempt made again.
  ///
  /// A refused token means that nothing happened, so this is right for changes too.
  private func answerOnce(to call: CloudCall, isRenewed: inout Bool) async throws(CloudError) -> Answer {
    let (request, response) = try await inTurn(call)
    guard !(200..<300).contains(response.status) else { return try read(response, of: call) }
    var failure = CloudError(
      response, to: call, endpoint: endpoint, now: clock.now(), hiding: hidden + call.secrets)
    failure.proof = authenticator.proof
    if failure.kind == .unauthorized, !isRenewed {
      isRenewed = true
      if try await authenticator.renew(after: request, at: clock.now()) {
        return try await answerOnce(to: call, isRenewed: &isRenewed)
      }
    }
    throw failure
  }

  /// Signs and sends the request when its turn has come, and no earlier: a signature ages.
  private func inTurn(_ call: CloudCall) async throws(CloudError) -> (HTTPRequest, HTTPResponse) {
    do {
      try await pace?.begin()
    } catch {
      throw CloudError(.cancelled, call, endpoint: endpoint)
    }
    defer { pace?.end() }
    var request = call.request(endpoint: endpoint, projectID: projectID)
    request.mayBeSentTwice = !call.isChange
    try await authenticator.authorize(&request, at: clock.now())
    return (request, try await exchange(request, for: call))
  }

  private func exchange(
    _ request: HTTPRequest, for call: CloudCall
  ) async throws(CloudError) -> HTTPResponse {
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await send(request, whole: call.isChange)
    } catch {
      throw CloudError(error, call, endpoint: endpoint)
    }
    logger.debug(
      "called the cloud",
      metadata: [
        "call": "\(call.purpose)", "status": "\(response.status)", "bytes": "\(response.body.count)",
        "requestID":
          "\(PrintableText.line(response.headers["X-Request-Id"] ?? "-", limit: 64, hiding: hidden))",
      ])
    return response
  }

  /// Sends the request; a `whole` exchange is carried to its end although the task is cancelled, because a change that
  /// was sent has happened or not, and only the answer tells.
  private func send(_ request: HTTPRequest, whole: Bool) async throws(TransportError) -> HTTPResponse {
    guard whole else { return try await transport.send(request) }
    let transport = transport
    let exchange = Task { () async -> Result<HTTPResponse, TransportError> in
      do throws(TransportError) {
        return .success(try await transport.send(request))
      } catch {
        return .failure(error)
      }
    }
    return try await exchange.value.get()
  }

  private func read(_ response: HTTPResponse, of call: CloudCall) throws(CloudError) -> Answer {
    var answer = Answer(json: .null, body: response.body, status: response.status)
    answer.requestID = response.headers["X-Request-Id"].map {
      PrintableText.line($0, limit: 64, hiding: hidden)
    }
    if call.mayAnswerNothing, response.body.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
      answer.json = .object([:])
      return answer
    }
    do throws(JSONError) {
      answer.json = try JSON(parsing: response.body)
    } catch {
      throw bad(answer, of: call, unreadable(response, error, secret: call.answersSecret))
    }
    guard answer.json.object != nil else { throw bad(answer, of: call, "a JSON value that is no object") }
    answer.requestID = answer.requestID ?? answer.json.text("request_id")
    return answer
  }

  private func unreadable(_ response: HTTPResponse, _ error: JSONError, secret: Bool) -> String {
    if response.body.isEmpty { return "nothing at all" }
    if PrintableText.isHTML(response) {
      return secret ? "an HTML page" : PrintableText.summary(of: response, hiding: hidden)
    }
    return error.offset >= response.body.count
      ? "JSON that breaks off after \(response.body.count) bytes" : "broken JSON, \(error)"
  }

  /// The answer is not what the API describes.
  func bad(_ answer: Answer, of call: CloudCall, _ detail: String) -> CloudError {
    var error = CloudError(.badAnswer, call, endpoint: endpoint, detail: detail)
    error.status = answer.status
    error.requestID = answer.requestID
    return error
  }
}
