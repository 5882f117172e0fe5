"""The smallest Django project that needs all six units of the deployment to be whole."""

SECRET_KEY = "only-for-the-end-to-end-lane"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "reports.urls"
USE_TZ = True

# The Unix socket and peer authentication: the role is named after the user that the units run as.
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "sapb1reports", "USER": "www-data"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
