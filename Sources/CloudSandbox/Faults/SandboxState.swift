import Cryptography
import OrderedJSON

/// The only things that change while a sandbox runs: the project, the count of requests and that of faults.
actor SandboxState {
  private var world: World
  private let faults: [Fault]
  /// For each fault, the number of requests that it concerned so far.
  private var hits: [Int]
  private var requests = 0

  init(_ world: World, faults: [Fault]) {
    self.world = world
    self.faults = faults
    hits = faults.map { _ in 0 }
  }

  /// An id for the next request: 32 hexadecimal digits, the same ones in every run.
  func nextRequestID() -> String {
    requests += 1
    return String(SHA256.hex(Array("request \(requests)".utf8)).prefix(32))
  }

  /// The faults that hit this request, in the order of the plan; every one that concerns it is counted.
  func faults(for request: SandboxRequest) -> [Fault] {
    var due: [Fault] = []
    for (place, fault) in faults.enumerated() where fault.concerns(request) {
      let before = hits[place]
      hits[place] += 1
      if before >= fault.skip, fault.times.map({ before < fault.skip + $0 }) ?? true { due.append(fault) }
    }
    return due
  }

  /// Answers a call at a moment; a refused one has changed nothing.
  func answer(_ call: Call, at now: Instant) throws(Refusal) -> JSONObject {
    world.advance(to: now)
    var handlers = Handlers(world: world)
    let answer = try handlers.answer(call)
    world = handlers.world
    return answer
  }
}
