"""Django database backend: django-mongodb-backend with one client per cluster instead of one per alias."""
