package io.mortise.server.access;

import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.WorkspaceId;

/** All that a decision about a flow's use of a credential depends on. */
public record FlowAccess(
    OrganizationId organization, WorkspaceId workspace, PrincipalId owner, boolean ownerActive) {}
