"""MongoDB below Django: one client per cluster, the tenant context, and a router that fails closed."""
