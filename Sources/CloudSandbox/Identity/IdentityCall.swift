import CloudPermissions
import OrderedJSON

/// A call beside the VPN service: of the identity service, or of the instance metadata service.
///
/// In the cloud these have hosts of their own; here they are on the same port.
enum IdentityCall: Sendable {
  case issueToken
  case listProjects(name: String?)
  case listDomains
  case issueMetadataToken
  case readSecurityKey

  /// `nil` for a path of another service.
  init?(_ request: SandboxRequest) {
    switch (request.method, String(request.rawPath)) {
    case ("POST", "/v3/auth/tokens"): self = .issueToken
    case ("GET", "/v3/projects"):
      self = .listProjects(name: QueryItem.parse(request.rawQuery).first { $0.name == "name" }?.value)
    case ("GET", "/v3/auth/domains"): self = .listDomains
    case ("PUT", "/meta-data/latest/api/token"): self = .issueMetadataToken
    case ("GET", "/openstack/latest/securitykey"): self = .readSecurityKey
    default: return nil
    }
  }
}

/// Answers ``IdentityCall``s.
struct IdentityHandlers {
  let seed: SandboxSeed
  let now: Instant

  private var identity: IdentitySeed { seed.identity }

  func answer(_ call: IdentityCall, _ request: SandboxRequest, gate: inout Gate) throws(Refusal)
    -> SandboxResponse
  {
    switch call {
    case .issueToken: return try issueToken(request, gate: &gate)
    case .listProjects(let name):
      let user = try gate.caller(of: request, now: now).user
      guard user.missingAction(for: .findProject) == nil else {
        throw .identity(403, "the user may not list projects")
      }
      return traced(projects(named: name))
    case .listDomains:
      _ = try gate.caller(of: request, now: now)
      return traced([
        "domains": [
          [
            "id": .string(identity.domainID), "name": .string(identity.domainName), "enabled": true,
            "description": "", "links": ["self": .string("/v3/domains/\(identity.domainID)")],
          ]
        ], "links": ["self": "/v3/auth/domains", "next": .null, "previous": .null],
      ])
    case .issueMetadataToken, .readSecurityKey:
      return try metadata(call, request, gate: &gate)
    }
  }

  private func traced(_ json: JSON) -> SandboxResponse {
    var response = SandboxResponse(status: 200, json: json)
    response.headers.append(.init("X-IAM-Trace-Id", "token_sandbox_\(seed.projectID.prefix(12))"))
    return response
  }

  /// The seed's project goes by the region's name; names are compared exactly.
  private func projects(named name: String?) -> JSON {
    let all = [(id: seed.projectID, name: identity.region)] + identity.otherProjects
    let chosen = all.filter { project in name.map { $0 == project.name } ?? true }
    return [
      "projects": .array(
        chosen.map { project in
          [
            "id": .string(project.id), "name": .string(project.name), "domain_id": .string(identity.domainID),
            "parent_id": .string(identity.domainID), "is_domain": false, "enabled": true, "description": "",
            "links": ["self": .string("/v3/projects/\(project.id)")],
          ]
        }), "links": ["self": "/v3/projects", "next": .null, "previous": .null],
    ]
  }
}

// MARK: - Tokens

extension IdentityHandlers {
  /// Name, password, and the second factor where the user has one; the token is in a header.
  private func issueToken(_ request: SandboxRequest, gate: inout Gate) throws(Refusal) -> SandboxResponse {
    guard let auth = (try? JSON(parsing: request.body, depthLimit: 20))?["auth"],
      let methods = auth["identity"]?["methods"]?.array?.compactMap(\.string), methods.contains("password"),
      let sent = auth["identity"]?["password"]?["user"], let password = sent["password"]?.string
    else { throw .identity(400, "the body must hold auth.identity with the method password") }
    let user = seed.users.first { user in
      user.name == sent["name"]?.string && sent["domain"]?["name"]?.string == identity.domainName
    }
    guard let user, let own = user.password, own.text.utf8.elementsEqual(password.utf8) else {
      throw .identity(401, "the user name or the password is wrong")
    }
    if let passcode = user.passcode {
      let second = auth["identity"]?["totp"]?["user"]
      guard methods.contains("totp"), second?["passcode"]?.string == passcode.text else {
        throw .identity(401, "the user signs in with a second factor")
      }
    }
    let scope = auth["scope"]?["project"]
    if let scope {
      guard scope["id"]?.string == seed.projectID || scope["name"]?.string == identity.region else {
        throw .identity(401, "the user has no such project")
      }
    }
    let issued = gate.issueToken(to: user, isForProject: scope != nil, now: now)
    var response = SandboxResponse(
      status: 201, json: ["token": .object(token(of: user, issued.grant))])
    response.headers.append(.init("X-Subject-Token", issued.text))
    return response
  }

  private func token(of user: SandboxUser, _ grant: Gate.Grant) -> JSONObject {
    let domain: JSON = ["id": .string(identity.domainID), "name": .string(identity.domainName)]
    var token: JSONObject = [
      "expires_at": .string(grant.expires.extendedFormat(fractionDigits: 6)),
      "issued_at": .string(now.extendedFormat(fractionDigits: 6)), "methods": ["password"],
    ]
    if grant.isForProject {
      token["project"] = [
        "id": .string(seed.projectID), "name": .string(identity.region), "domain": domain,
      ]
    } else {
      token["domain"] = domain
    }
    token["user"] = ["id": .string(user.id), "name": .string(user.name), "domain": domain]
    token["roles"] = []
    token["catalog"] = []
    return token
  }
}

// MARK: - Instance metadata

extension IdentityHandlers {
  private func metadata(_ call: IdentityCall, _ request: SandboxRequest, gate: inout Gate) throws(Refusal)
    -> SandboxResponse
  {
    guard let service = identity.metadata else { throw .unknownAPI }
    if case .issueMetadataToken = call {
      guard service.tokens != .none else { throw .plain(405, "method not allowed") }
      guard let seconds = request.header("x-metadata-token-ttl-seconds").flatMap({ Int($0) }),
        (1...21_600).contains(seconds)
      else { throw .plain(400, "X-Metadata-Token-Ttl-Seconds must be 1 to 21600") }
      let token = gate.issueMetadataToken(seconds: seconds, now: now)
      return SandboxResponse(status: 200, body: Array(token.utf8))
    }
    let token = request.header("x-metadata-token")
    if service.tokens == .required || token != nil && service.tokens == .optional {
      guard gate.isMetadataToken(token ?? "", now: now) else {
        throw .plain(401, "the metadata token is not valid")
      }
    }
    guard let grant = gate.temporaryKeys(now: now) else {
      // Clients look for these words: asking for another token does not help then.
      throw .plain(401, "Please configure Cloud Service Agency first")
    }
    return SandboxResponse(
      status: 200,
      json: [
        "credential": [
          "access": .string(grant.user.accessKey), "secret": .string(grant.user.secretKey.text),
          "securitytoken": .string(grant.user.securityToken?.text ?? ""),
          "expires_at": .string(grant.expires.extendedFormat(fractionDigits: 6)),
        ]
      ])
  }
}

extension Refusal {
  fileprivate static func identity(_ status: Int, _ message: String) -> Refusal {
    Refusal(status: status, code: "", message: message, shape: .keystone)
  }

  fileprivate static func plain(_ status: Int, _ message: String) -> Refusal {
    Refusal(status: status, code: "", message: message, shape: .text)
  }
}
