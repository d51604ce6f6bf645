import Cryptography
import OrderedJSON

/// All that changes while a sandbox runs: the project, who is signed in, the count of requests and that of faults.
actor SandboxState {
  private let seed: SandboxSeed
  private var world: World
  private var gate: Gate
  private let faults: [Fault]
  /// For each fault, the number of requests that it concerned so far.
  private var hits: [Int]
  private var requests = 0

  init(_ seed: SandboxSeed, faults: [Fault], now: Instant) {
    self.seed = seed
    world = World(seed, now: now)
    gate = Gate(seed)
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
      if fault.hits(after: before) { due.append(fault) }
    }
    return due
  }
}

extension SandboxState {
  /// Answers a call of the VPN service at a moment; a refused one has changed nothing in the project.
  func answer(_ call: Call, _ request: SandboxRequest, at now: Instant) throws(Refusal) -> JSONObject {
    let grant = try gate.caller(of: request, now: now)
    guard call.project == seed.projectID, grant.isForProject,
      request.header("x-project-id").map({ $0 == seed.projectID }) ?? true
    else { throw .foreignProject }
    try gate.admit(grant.user, call.operation, now: now)
    if let action = grant.user.missingAction(for: call.operation) { throw .forbidden(action: action) }
    world.advance(to: now)
    var handlers = Handlers(world: world)
    try handlers.checkEnterpriseProject(of: call, user: grant.user)
    let answer = try handlers.answer(call)
    world = handlers.world
    return answer
  }

  /// Answers a call beside the VPN service.
  func answer(_ call: IdentityCall, _ request: SandboxRequest, at now: Instant) throws(Refusal)
    -> SandboxResponse
  {
    try IdentityHandlers(seed: seed, now: now).answer(call, request, gate: &gate)
  }
}
