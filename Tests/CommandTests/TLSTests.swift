import Foundation
import Testing

@Suite(
  .serialized,
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: TLSProxy.program),
    "nghttpx is not installed: .ci/setup --peers"))
struct TLSTests {
  private func list(_ sandbox: Sandbox, _ proxy: TLSProxy, trusted: Bool = true) async throws -> Finished {
    try await sandbox.run(
      ["connections", "list", "--endpoint", proxy.endpoint] + (trusted ? ["--ca-file", proxy.authority] : []))
  }

  @Test func `a trusted server is spoken to in HTTP 2`() async throws {
    let sandbox = try await Sandbox()
    let proxy = try await TLSProxy(before: sandbox)
    let run = try await list(sandbox, proxy)
    #expect(run.status == 0 && run.text.contains("berlin-1"), "\(run.errors)")
    #expect(proxy.accessLog.contains("HTTP/2"), "\(proxy.accessLog)")
  }

  @Test func `an unknown authority is refused`() async throws {
    let sandbox = try await Sandbox()
    let proxy = try await TLSProxy(before: sandbox)
    let run = try await list(sandbox, proxy, trusted: false)
    #expect(
      run.status == 69 && run.text.isEmpty && run.errors.lowercased().contains("certificate"), "\(run.errors)"
    )
    #expect(!proxy.accessLog.contains("/v5/"))
  }

  @Test(arguments: [TLSProxy.Certificate.wrongName, .expired])
  func `a certificate of another name or time is refused`(certificate: TLSProxy.Certificate) async throws {
    let sandbox = try await Sandbox()
    let proxy = try await TLSProxy(before: sandbox, certificate: certificate)
    let run = try await list(sandbox, proxy)
    #expect(run.status == 69 && run.text.isEmpty && !run.errors.isEmpty, "\(run.errors)")
    #expect(!proxy.accessLog.contains("/v5/"))
  }

  @Test func `a server that speaks plain HTTP on the port is refused`() async throws {
    let sandbox = try await Sandbox()
    let run = try await sandbox.run([
      "connections", "list", "--endpoint", "https://127.0.0.1:\(sandbox.port)",
    ])
    #expect(run.status == 69 && run.text.isEmpty, "\(run.errors)")
  }
}
