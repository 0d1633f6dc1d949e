"""Whether a server can have an address."""

import errno
import socket


def fault_of_address(host: str, port: int) -> str:
    """Say why no server can have the address, with what to do; return an empty text where one can."""
    choose = "choose another address: --dev-addr, in make ADDRESS="
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OverflowError:
        return f"{host}:{port}: port must be one of 0 to 65535: {port} ({choose})"
    except OSError as error:
        hint = f"stop the other server, or {choose}" if error.errno == errno.EADDRINUSE else choose
        return f"{host}:{port}: address must be free to serve at: {error.strerror} ({hint})"
    return ""
