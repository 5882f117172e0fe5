from django.db import connection
from django.http import HttpResponse
from django.urls import path


def health(request):
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [path("health/", health), path("ws/health/", health)]
