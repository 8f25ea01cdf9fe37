/// Pairs of keys that were made for tests and open nothing, as PEM.
public enum SigningKeys {
  /// The first private key of RFC 8032's test vectors, as PKCS#8.
  public static let ed25519Private = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
    -----END PRIVATE KEY-----
    """
  /// The public key that belongs to ``ed25519Private``.
  public static let ed25519Public = """
    -----BEGIN PUBLIC KEY-----
    MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
    -----END PUBLIC KEY-----
    """

  /// A private key of 2,048 bits, as PKCS#8.
  public static let rsaPrivate = """
    -----BEGIN PRIVATE KEY-----
    MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDItIchig98VwDm
    XGNtj2A1FfB3EtkA+hqO7obUxtnjX7z+f+GNM8pQjcw95fdRbqHI1iPBD9P5eWLO
    pj8e889T4itCgfWBPn83cDnbk1nYGbxek0ccsATjBZRvD8jh+b7tUp/9F2D+uU3S
    XHf7YNzGi67Ysckjz/ifN5FhO5nmMes0JoQ7SvqUhJ9YxuLqQT+JMA0UqUnsSXMy
    kFfBhY1auuM7ZvQ+Xo6ZF0uugkIiCQtnEVUSQi0lJjJ7RA/yK/oSdlBx6f8VTRN+
    slW2FgrHbuSVFBZY5j///vs6W67bxHqWMnKl42k2jlsmFqJNCzJj8qvzDwqeJYzu
    olVK5DDZAgMBAAECggEAKIjtUcTEY+RedifqnNH8KDyKGEJiOWRJwNxDtu2CS/2l
    +fBx6UawcZxxx36OeI/TdPBqwC8mLJhrcDj7PpEXKmXfPstoffXVU6kCxmn4F0D7
    Xk54aj7Sfdc+pz+U3q7F9MBfN4plOIzMPtQWF1r0u9SyN2mQqf7yw5VBc1XKO0c1
    w1op5geikb6dzi9n9kLBq97hqFUYw9rFbANhFuabPD/l0nLkfsW7nvWlgWz7CNeY
    bCpVySPYc5bDX1g/+5+6Izjkk2T5VTw7ej7t9kquv0w3aVafWl9P0y2ANnHs+orP
    7Kbb+McTO3euVhDIJJNa6f9s8u0coroulZEb8dDekQKBgQD3hnuICcrr3NJp3mpv
    EeR0Op4P5pS5Z/OdPxLLIpHAWqk1Eva6TPOXEL9lGKSrxOjXdBg3QTiBp0/WkgfO
    soMv2pH4pb5gNPokQ/wkeAKZ/afeBPJDlAqnhSnau64qI4AqzcrIidRlP28CwPZV
    bldYfGwURzcE3O2jhz2Xww41pwKBgQDPk6y9hi9avY2L9M5eiaFDZ1D5GEmdkrvu
    uzsSVynqMFyHge+DBUHq1NUlMQLeRxp0FtEolJWXitmNEwUHiXiOvsHrZ2lX96ho
    pOMPVUXcwEgYU6vAVkCDntvelMNE4oMViZu4CtMijXaT7p7TiSWWVrskvTYHdbu3
    RsBja+Q1fwKBgDUL2Bt+ZcOIbnuL0+l7vyb9jPRBaSwW0AmqA8AO54d+pnaeWsvw
    Q9/jEfF7h4bcSz4pPitRSefXUG/emde9QAoYYGIWOydpExaEj1vNcFlKGBinnLfI
    2UOvcRnUUO3s78G8mrHBgAg2wPapHeGPJR7sg0kRPgRHyJHcIOIORlRPAoGAQ297
    X/r26WjJUl2OqcHWpRosgTA1wj5IVa936mZs1IsvlEpPMGaF2q+YK0P35ZR98Jb1
    DlTvIFNYh+9U4/TyOJWaVEq9O3nWuWBP78xJLQU+psCP/KVIwjnavj3gDkH0Sgvx
    jeHeY8xHaJnN+XUFxAibNb1Ojy/dcxZGLEaB1isCgYEAkesvs2ujTxK12AsgGgC8
    2b+/Hrs0eYhYmKrkcdGP/K1hdcu7z11aMPAC3zetO5p4CAZTXrlLBX00/HEnC1/d
    Z/djR9lF7qeGWg6Tx7dGK8R4smHwPEqEdkdVP/Xmg7ynhFhUlpQ91bKi4dA0viFC
    4M78IH0dedoQwlYOPN8vPq0=
    -----END PRIVATE KEY-----
    """
  /// The public key that belongs to ``rsaPrivate``.
  public static let rsaPublic = """
    -----BEGIN PUBLIC KEY-----
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyLSHIYoPfFcA5lxjbY9g
    NRXwdxLZAPoaju6G1MbZ41+8/n/hjTPKUI3MPeX3UW6hyNYjwQ/T+XlizqY/HvPP
    U+IrQoH1gT5/N3A525NZ2Bm8XpNHHLAE4wWUbw/I4fm+7VKf/Rdg/rlN0lx3+2Dc
    xouu2LHJI8/4nzeRYTuZ5jHrNCaEO0r6lISfWMbi6kE/iTANFKlJ7ElzMpBXwYWN
    WrrjO2b0Pl6OmRdLroJCIgkLZxFVEkItJSYye0QP8iv6EnZQcen/FU0TfrJVthYK
    x27klRQWWOY///77Oluu28R6ljJypeNpNo5bJhaiTQsyY/Kr8w8KniWM7qJVSuQw
    2QIDAQAB
    -----END PUBLIC KEY-----
    """
}
