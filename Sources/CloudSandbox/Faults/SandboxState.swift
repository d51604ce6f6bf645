import Cryptography

/// The only things that change while a sandbox runs: the count of requests and of faults.
actor SandboxState {
  private let faults: [Fault]
  /// For each fault, the number of requests that it concerned so far.
  private var hits: [Int]
  private var requests = 0

  init(faults: [Fault]) {
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
}
