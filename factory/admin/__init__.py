"""The catalogue in the staff admin: every change goes through `factory.actions`."""

from django.contrib import admin

from factory.admin.catalogue import FlowAdmin, TemplateAdmin
from factory.admin.industries import IndustryAdmin
from factory.models import Flow, Industry, Template

admin.site.register(Template, TemplateAdmin)
admin.site.register(Flow, FlowAdmin)
admin.site.register(Industry, IndustryAdmin)
