"""The studio's addresses: every state of a page has one."""

from django.urls import path

from tenants.studio.views import (
    account,
    conversations,
    documents,
    home,
    invitations,
    keys,
    people,
    projects,
    releases,
    simulator,
    updates,
)

app_name = "studio"

urlpatterns = [
    path("", account.start, name="start"),
    path("sign-in", account.SignIn.as_view(), name="sign-in"),
    path("sign-out", account.SignOut.as_view(), name="sign-out"),
    path("preferences/theme", account.set_theme, name="set-theme"),
    path("projects", projects.project_list, name="projects"),
    path("projects/new", projects.project_new, name="project-new"),
    path("invitations", invitations.invitation_list, name="invitations"),
    path("invitations/<str:token>", invitations.invitation_by_link, name="invitation"),
    path("invitations/<str:invitation_id>/answer", invitations.answer, name="invitation-answer"),
    path("p/<str:project_id>/", home.home, name="home"),
    path("p/<str:project_id>/resume", projects.project_resume, name="project-resume"),
    path("p/<str:project_id>/templates", documents.template_list, name="templates"),
    path("p/<str:project_id>/templates/<slug:key>", documents.template_edit, name="template"),
    path("p/<str:project_id>/templates/<slug:key>/history", documents.template_history, name="template-history"),
    path("p/<str:project_id>/templates/<slug:key>/source", documents.template_source, name="template-source"),
    path("p/<str:project_id>/templates/<slug:key>/score", documents.template_score, name="template-score"),
    path("p/<str:project_id>/flows", documents.flow_list, name="flows"),
    path("p/<str:project_id>/flows/<slug:key>", documents.flow_edit, name="flow"),
    path("p/<str:project_id>/flows/<slug:key>/history", documents.flow_history, name="flow-history"),
    path("p/<str:project_id>/flows/<slug:key>/source", documents.flow_source, name="flow-source"),
    path("p/<str:project_id>/updates", updates.update_list, name="updates"),
    path("p/<str:project_id>/updates/take-safe", updates.take_safe, name="updates-take-safe"),
    path("p/<str:project_id>/updates/<str:document>/<slug:key>", updates.update_page, name="update"),
    path("p/<str:project_id>/releases", releases.release_list, name="releases"),
    path("p/<str:project_id>/releases/new", releases.publish_page, name="publish"),
    path("p/<str:project_id>/releases/<int:number>/live", releases.rollback_view, name="rollback"),
    path("p/<str:project_id>/conversations", conversations.conversation_list, name="conversations"),
    path("p/<str:project_id>/conversations/<str:session>", conversations.conversation, name="conversation"),
    path("p/<str:project_id>/people", people.people_page, name="people"),
    path("p/<str:project_id>/people/<uuid:user_id>", people.change_person, name="person"),
    path("p/<str:project_id>/people/invitations/<str:invitation_id>", people.change_invitation, name="change-invitation"),
    path("p/<str:project_id>/keys", keys.keys_page, name="keys"),
    path("p/<str:project_id>/keys/<str:key_id>/revoke", keys.revoke_view, name="key-revoke"),
    path("p/<str:project_id>/simulator", simulator.start, name="simulator-start"),
    path("p/<str:project_id>/simulator/turn", simulator.turn, name="simulator-turn"),
]
