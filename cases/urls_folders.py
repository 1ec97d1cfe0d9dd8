"""Addresses of the folders of documents."""

from django.urls import path

from cases.views import folders

app_name = "folders"
urlpatterns = [
    path("", folders.show_folder, name="root"),
    path("<uid:folder_uid>/", folders.show_folder, name="folder"),
    path("<slug:folder_uid>/files/<uid:doc_uid>/", folders.download, name="download"),
    path("<slug:folder_uid>/files/<uid:doc_uid>/preview/", folders.preview, name="preview"),
]
