import HTTPTransport
import Secrets
import Synchronization
import Testing

@testable import CloudVPN

/// How fast requests go, with a clock of the tests' own.
@Suite(.timeLimit(.minutes(1))) struct PaceTests {
  private static func limits(_ rate: Int, burst: Int, concurrency: Int = 1000) -> Pace.Limits {
    var limits = Pace.Limits()
    limits.requestsPerSecond = rate
    limits.burst = burst
    limits.concurrency = concurrency
    return limits
  }

  /// Begins and ends requests one after the other; when each began.
  private static func times(_ count: Int, _ pace: Pace, _ time: StepTime) async throws -> [Duration] {
    var times: [Duration] = []
    for _ in 0..<count {
      try await pace.begin()
      times.append(time.now)
      pace.end()
    }
    return times
  }

  @Test func `a few go at once, the others in even distances`() async throws {
    let time = StepTime()
    let pace = Pace(Self.limits(10, burst: 3), clock: time.clock)
    let times = try await Self.times(6, pace, time)
    #expect(times == [0, 0, 0, 100, 200, 300].map { .milliseconds($0) })
    time.move(by: .seconds(10))
    let later = try await Self.times(5, pace, time)
    #expect(later == [10_300, 10_300, 10_300, 10_400, 10_500].map { .milliseconds($0) })
  }

  @Test func `whatever the arrivals, no second sees more than rate and burst`() async throws {
    var dice = Dice(seed: 77)
    for _ in 0..<200 {
      let rate = Int.random(in: 1...40, using: &dice)
      let burst = Int.random(in: 1...20, using: &dice)
      let time = StepTime()
      let pace = Pace(Self.limits(rate, burst: burst), clock: time.clock)
      var begun: [Duration] = []
      for _ in 0..<150 {
        if Bool.random(using: &dice) { time.move(by: .milliseconds(Int.random(in: 0...400, using: &dice))) }
        if Int.random(in: 0..<30, using: &dice) == 0 {
          pace.hold(for: .milliseconds(Int.random(in: 0...900, using: &dice)))
        }
        begun += try await Self.times(1, pace, time)
      }
      for (place, start) in begun.enumerated() {
        let within = begun[place...].prefix { $0 < start + .seconds(1) }.count
        #expect(within <= rate + burst, "rate \(rate), burst \(burst)")
      }
    }
  }

  @Test func `after the service had too much all wait, and then go one at a time`() async throws {
    let time = StepTime()
    let pace = Pace(Self.limits(10, burst: 5), clock: time.clock)
    _ = try await Self.times(1, pace, time)
    pace.hold(for: .seconds(7))
    let times = try await Self.times(3, pace, time)
    #expect(times == [7100, 7200, 7300].map { .milliseconds($0) })
  }

  @Test func `one who already waits for his turn is held as well`() async throws {
    let time = StepTime(isHeld: true)
    let pace = Pace(Self.limits(1, burst: 1), clock: time.clock)
    try await pace.begin()
    let second = Task { try await pace.begin() }
    await StepTime.until { time.sleepers == 1 }
    pace.hold(for: .seconds(5))
    time.move(by: .seconds(1))
    await StepTime.until { time.sleepers == 1 }
    time.move(by: .seconds(4))
    try await second.value
    #expect(time.now == .seconds(5))
  }

  @Test func `never more on their way than allowed, and first come first`() async throws {
    let pace = Pace(Self.limits(1000, burst: 1000, concurrency: 2), clock: StepTime().clock)
    let begun = Log<Int>()
    try await pace.begin()
    try await pace.begin()
    var tasks: [Task<Void, any Error>] = []
    for number in 0..<5 {
      tasks.append(
        Task {
          try await pace.begin()
          begun.add(number)
        })
      await StepTime.until { pace.waitingCount == number + 1 }
    }
    #expect(begun.entries.isEmpty)
    for number in 0..<5 {
      pace.end()
      try await tasks[number].value
      #expect(begun.entries == Array(0...number))
    }
  }

  @Test func `one who is cancelled leaves at once, the others keep their places`() async throws {
    let pace = Pace(Self.limits(1000, burst: 1000, concurrency: 1), clock: StepTime().clock)
    try await pace.begin()
    let first = Task { try await pace.begin() }
    await StepTime.until { pace.waitingCount == 1 }
    let second = Task { try await pace.begin() }
    await StepTime.until { pace.waitingCount == 2 }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    #expect(pace.waitingCount == 1)
    pace.end()
    try await second.value
    pace.end()
    // All places are free again.
    try await pace.begin()
  }

  @Test func `one who is cancelled while the bucket is empty leaves at once and frees his place`()
    async throws
  {
    let time = StepTime(isHeld: true)
    let pace = Pace(Self.limits(1, burst: 1, concurrency: 2), clock: time.clock)
    try await pace.begin()
    let late = Task { try await pace.begin() }
    await StepTime.until { time.sleepers == 1 }
    late.cancel()
    await #expect(throws: CancellationError.self) { try await late.value }
    pace.end()
    let next = Task { try await pace.begin() }
    await StepTime.until { time.sleepers == 1 }
    time.move(by: .seconds(2))
    try await next.value
  }

  @Test func `all clients of a pace share it`() async throws {
    let time = StepTime()
    let pace = Pace(Self.limits(10, burst: 1), clock: time.clock)
    let begun = Log<Duration>()
    let transport = ScriptedTransport { _, _ throws(TransportError) in
      begun.add(time.now)
      return .json(#"{"vpn_connection":{"id":"a"}}"#)
    }
    for _ in 0..<3 {
      let client = try CloudVPNClient(
        transport: transport, endpoint: CloudEndpoint("https://vpn.example.com"), projectID: "0123",
        credential: CloudCredential(accessKey: "A", secretKey: Secret("s")), pace: pace, clock: time.clock)
      _ = try await client.connection("a")
    }
    #expect(begun.entries == [.zero, .milliseconds(100), .milliseconds(200)])
  }

  @Test func `one client's too many requests hold the others for as long as the service says`() async throws {
    let time = StepTime()
    let pace = Pace(Self.limits(10, burst: 5), clock: time.clock)
    let transport = ScriptedTransport([
      .json(#"{"error_code":"APIGW.0308","error_msg":"m"}"#, status: 429, headers: ["Retry-After": "30"]),
      .json(#"{"vpn_connection":{"id":"a"}}"#),
    ])
    func client(_ retry: RetryPolicy) throws -> CloudVPNClient {
      try CloudVPNClient(
        transport: transport, endpoint: CloudEndpoint("https://vpn.example.com"), projectID: "0123",
        credential: CloudCredential(accessKey: "A", secretKey: Secret("s")), retry: retry, pace: pace,
        clock: time.clock)
    }
    let refused = try client(.never)
    await #expect(throws: CloudError.self) { try await refused.connection("a") }
    #expect(time.now == .zero)
    _ = try await client(.standard).connection("a")
    #expect(time.now == .milliseconds(30_100))
  }

  @Test func `a cancelled call that waits for its turn is not sent`() async throws {
    let time = StepTime(isHeld: true)
    let pace = Pace(Self.limits(1, burst: 1), clock: time.clock)
    let transport = ScriptedTransport([.json(#"{"vpn_connection":{"id":"a"}}"#)])
    let client = try CloudVPNClient(
      transport: transport, endpoint: CloudEndpoint("https://vpn.example.com"), projectID: "0123",
      credential: CloudCredential(accessKey: "A", secretKey: Secret("s")), pace: pace, clock: time.clock)
    _ = try await client.connection("a")
    let task = Task { () async throws(CloudError) in try await client.connection("b") }
    await StepTime.until { time.sleepers == 1 }
    task.cancel()
    let error = await #expect(throws: CloudError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    #expect(transport.requests.count == 1)
  }
}

/// What happened, in order.
private final class Log<Entry: Sendable>: Sendable {
  private let state = Mutex<[Entry]>([])

  var entries: [Entry] { state.withLock { $0 } }

  func add(_ entry: Entry) { state.withLock { $0.append(entry) } }
}
