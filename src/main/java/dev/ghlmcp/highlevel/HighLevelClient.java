package dev.ghlmcp.highlevel;

import dev.ghlmcp.catalog.ToolDefinition;
import dev.ghlmcp.catalog.endpoint.Endpoint;
import dev.ghlmcp.highlevel.account.Access;
import dev.ghlmcp.highlevel.account.Account;
import dev.ghlmcp.highlevel.account.AccountLocations;
import dev.ghlmcp.highlevel.account.CredentialsException;
import dev.ghlmcp.highlevel.account.DefaultIds;
import dev.ghlmcp.highlevel.account.Quota;
import dev.ghlmcp.highlevel.account.TargetAccount;
import dev.ghlmcp.highlevel.http.HttpAttempt;
import dev.ghlmcp.highlevel.http.ReplyReader;
import dev.ghlmcp.highlevel.http.RetryPolicy;
import dev.ghlmcp.highlevel.limit.RequestLimits;
import dev.ghlmcp.highlevel.reply.Deadline;
import dev.ghlmcp.highlevel.reply.Failure;
import dev.ghlmcp.highlevel.reply.Problem;
import dev.ghlmcp.highlevel.reply.Reply;
import dev.ghlmcp.highlevel.reply.SecretMask;
import dev.ghlmcp.highlevel.reply.SentToken;
import dev.ghlmcp.highlevel.request.ApiRequest;
import dev.ghlmcp.highlevel.request.RequestTarget;
import dev.ghlmcp.operation.annotation.TokenClass;
import dev.ghlmcp.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The one client of HighLevel's API that every tool, transport and command shares. Thread-safe; a call blocks its
/// (virtual) thread, and interrupting that thread drops the connection.
public final class HighLevelClient implements AutoCloseable {
    private final Account account;
    private final Access access;
    private final Shared shared;
    private final boolean drafts;
    private final String caller;

    /// What all callers have in common.
    private record Shared(RequestLimits budgets, RetryPolicy retries, HttpAttempt exchange) {}

    /// @param access    whose account calls work on
    /// @param userAgent names this program and its version to HighLevel
    public HighLevelClient(Account account, Access access, RequestLimits budgets, String userAgent) {
        this(account, access, new Shared(budgets, new RetryPolicy(), new HttpAttempt(account, userAgent)), false, "");
    }

    /// With the account's own tokens, no limits but HighLevel's, and other pauses before retries.
    public HighLevelClient(Account account, RetryPolicy retries, String userAgent) {
        this(
                account,
                Access.of(account),
                new Shared(RequestLimits.none(), retries, new HttpAttempt(account, userAgent)),
                false,
                "");
    }

    /// With the account's own tokens, and no limits but HighLevel's.
    public HighLevelClient(Account account, String userAgent) {
        this(account, new RetryPolicy(), userAgent);
    }

    private HighLevelClient(Account account, Access access, Shared shared, boolean drafts, String caller) {
        this.account = account;
        this.access = access;
        this.shared = shared;
        this.drafts = drafts;
        this.caller = caller;
    }

    /// The same client for another's account. Both share budgets and circuit breakers, and closing this one closes
    /// both.
    ///
    /// @param principal who calls, with connections of its own
    public HighLevelClient as(Access other, String principal) {
        return new HighLevelClient(account, other, shared, drafts, principal);
    }

    /// The same client, which sends nothing: each call ends with its request.
    public HighLevelClient drafting() {
        return new HighLevelClient(account, access, shared, true, caller);
    }

    /// The same client with a shorter deadline.
    ///
    /// @param limit for a whole call
    public HighLevelClient within(Duration limit) {
        return limit.compareTo(account.deadline()) < 0
                ? new HighLevelClient(account.within(limit), access, shared, drafts, caller)
                : this;
    }

    /// Opens a first connection to HighLevel if there is a token for it: the handshake of the first call is short then.
    /// Nothing is sent.
    public void openEarly() {
        if (Stream.of(TokenClass.values()).anyMatch(access.credentials()::has)) {
            shared.exchange.openEarly();
        }
    }

    /// Carries out one request of a tool.
    ///
    /// @param endpoint  one of the tool's
    /// @param arguments valid against the tool's schema; explicit nulls are sent
    public Reply call(ToolDefinition tool, Endpoint endpoint, ObjectNode arguments) {
        RequestTarget aim = new RequestTarget(access, endpoint, arguments);
        TokenClass type = aim.token();
        if (type == null) {
            return new Failure.NoToken(aim.tokens(), access.credentials().advice(aim.tokens()));
        }
        if (type == TokenClass.AGENCY
                && access.locations().fenced()
                && tool.indexed()
                && !tool.hints().readOnly()
                && aim.tokens().equals(List.of(TokenClass.AGENCY))) {
            return new Failure.Unsendable("only an agency may do this, with its own token, and the setting"
                    + " ghl.allowed-locations keeps this caller to sub-accounts: "
                    + access.locations().choice());
        }
        String location;
        ApiRequest request;
        try {
            location = aim.location(type);
            request = ApiRequest.of(endpoint, arguments, new DefaultIds(location, access.companyId()));
        } catch (IllegalArgumentException e) {
            return new Failure.Unsendable(e.getMessage());
        }
        if (drafts) {
            return request.draft(account.baseUrl(), type);
        }
        Deadline deadline = Deadline.in(account.deadline());
        return shared.retries.run(tool, deadline, () -> attempt(tool, request, type, location, deadline));
    }

    /// The account that a request with these arguments works on.
    public TargetAccount touched(Endpoint endpoint, ObjectNode arguments) {
        return new RequestTarget(access, endpoint, arguments).touched();
    }

    /// The quota that a request with these arguments counts in; null if there is no token for it.
    ///
    /// @throws IllegalArgumentException with a sentence for the caller if it may not be touched
    public Quota quota(Endpoint endpoint, ObjectNode arguments) {
        RequestTarget target = new RequestTarget(access, endpoint, arguments);
        TokenClass type = target.token();
        return type == null ? null : access.quota(type, target.location(type));
    }

    /// Where it is, without a slash at the end.
    public String address() {
        return account.baseUrl().toString().replaceFirst("/+$", "");
    }

    /// The account that calls work on.
    public Access access() {
        return access;
    }

    /// The sub-accounts that calls may touch.
    public AccountLocations locations() {
        return access.locations();
    }

    /// What may go out.
    public RequestLimits budgets() {
        return shared.budgets;
    }

    @Override
    public void close() {
        shared.exchange.close();
        access.credentials().close();
        shared.budgets.close();
    }

    private Reply attempt(
            ToolDefinition tool, ApiRequest request, TokenClass type, String location, Deadline deadline) {
        try {
            Secret token = access.credentials().token(type, location, deadline);
            Quota quota = access.quota(type, location);
            SentToken used = access.credentials().sent(type, location);
            Reply reply = send(tool, request, token, used, quota, deadline);
            return aged(reply) && access.credentials().renew(type, location, token, deadline)
                    ? send(tool, request, access.credentials().token(type, location, deadline), used, quota, deadline)
                    : reply;
        } catch (CredentialsException e) {
            return new Failure.Unauthenticated(e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Failure.Cancelled();
        }
    }

    /// Whether another token may help: a refresh does not add a missing scope.
    private static boolean aged(Reply reply) {
        return reply instanceof Failure.Unauthorized(Problem problem, SentToken _)
                && !problem.text().contains("scope");
    }

    private Reply send(
            ToolDefinition tool, ApiRequest request, Secret token, SentToken used, Quota quota, Deadline deadline)
            throws InterruptedException {
        String credential = quota.credential();
        Failure.Outage outage = shared.retries.outage(credential);
        if (outage != null) {
            return outage;
        }
        ReplyReader reader = new ReplyReader(
                SecretMask.of(token, access.credentials().secrets()),
                used,
                tool.hints().readOnly() || request.method().equals("GET"));
        Failure.Throttled throttled = shared.budgets.take(tool, quota, deadline);
        long sent = System.nanoTime();
        return throttled == null
                ? shared.retries.guard(
                        credential,
                        () -> shared.exchange.attempt(
                                request,
                                token,
                                credential,
                                caller,
                                deadline,
                                reader,
                                answer -> shared.budgets.learn(quota, System.nanoTime() - sent, answer)))
                : throttled;
    }
}
