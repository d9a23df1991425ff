from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "sanling.domain.workflow"
    label = "workflow"
