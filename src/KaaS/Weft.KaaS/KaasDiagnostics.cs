using Weft.IR;

namespace Weft.KaaS;

/// <summary>The messages of the kernel service (WF5). <c>ErrorStatus</c> in the host gives each its HTTP status.</summary>
public static class KaasDiagnostics
{
    // A request that is not understood: WF5001 to WF5019.
    public static readonly DiagnosticDescriptor MalformedJson = new("WF5001", "{0} is not well-formed JSON: {1}");

    public static readonly DiagnosticDescriptor InvalidField = new("WF5002", "{0}: {1}");

    public static readonly DiagnosticDescriptor DuplicateField = new("WF5003", "{0} is given twice");

    public static readonly DiagnosticDescriptor UnknownDatatype =
        new("WF5004", "{0}: '{1}' is not a datatype of kernels; known: {2}");

    public static readonly DiagnosticDescriptor SizeMismatch =
        new("WF5005", "tensor '{0}': shape [{1}] of {2} takes {3}, but {4} are given");

    public static readonly DiagnosticDescriptor BadHeaderLength =
        new("WF5006", "Inference-Header-Content-Length '{0}' does not fit: {1}");

    public static readonly DiagnosticDescriptor TrailingBytes =
        new("WF5007", "the body has {0} bytes after the last binary tensor; does each binary_data_size fit its tensor?");

    public static readonly DiagnosticDescriptor BadValue = new("WF5008", "tensor '{0}': element {1} is {2}, which is not a value of {3}");

    public static readonly DiagnosticDescriptor BinaryOnly =
        new("WF5009", "tensor '{0}': {1} has no JSON form; send it as binary data (binary_data_size) or ask for it with binary_data");

    public static readonly DiagnosticDescriptor UnknownOutput = new("WF5010", "'{0}' has no output '{1}'; its outputs are: {2}");

    public static readonly DiagnosticDescriptor TooManyTensors = new("WF5011", "the request has more than {0} tensors");

    public static readonly DiagnosticDescriptor TruncatedBody =
        new("WF5012", "tensor '{0}' needs {1} bytes of binary data, but only {2} are left in the body");

    public static readonly DiagnosticDescriptor RawBody =
        new("WF5013", "a body without JSON (Inference-Header-Content-Length: 0) does not fit '{0}': {1}");

    public static readonly DiagnosticDescriptor UnsupportedEncoding =
        new("WF5014", "Content-Encoding '{0}' is not supported; send the body as it is");

    public static readonly DiagnosticDescriptor InvalidQuery = new("WF5015", "query parameter '{0}': {1}");

    public static readonly DiagnosticDescriptor LoadUnsupported =
        new("WF5016", "models are not loaded from a repository here; deploy the source with POST /weft/v1/kernels");

    public static readonly DiagnosticDescriptor BadRequest = new("WF5017", "the request is not valid HTTP for this server: {0}");

    public static readonly DiagnosticDescriptor RequestTooSlow = new("WF5018", "the request's body did not arrive in time");

    // Who may do what: WF5020 to WF5029.
    public static readonly DiagnosticDescriptor NotAuthenticated =
        new("WF5020", "this needs a valid token: send it as 'Authorization: Bearer TOKEN'");

    public static readonly DiagnosticDescriptor NotAllowed = new("WF5021", "the token may invoke kernels but not {0}");

    // What is not there or is in the way: WF5030 to WF5039.
    public static readonly DiagnosticDescriptor UnknownModel = new("WF5030", "there is no model '{0}' here");

    public static readonly DiagnosticDescriptor UnknownVersion = new("WF5031", "model '{0}' has no version '{1}'; it has: {2}");

    public static readonly DiagnosticDescriptor UnknownRoute = new("WF5032", "there is nothing at {0}");

    public static readonly DiagnosticDescriptor WrongMethod = new("WF5033", "{0} is not allowed at {1}; allowed: {2}");

    public static readonly DiagnosticDescriptor VersionConflict =
        new("WF5034", "model '{0}' has another program with version '{1}'; undeploy that version first");

    public static readonly DiagnosticDescriptor KeyReused =
        new("WF5035", "Idempotency-Key '{0}' was used before with another request");

    // Limits: WF5040 to WF5049.
    public static readonly DiagnosticDescriptor RequestTooLarge = new("WF5040", "the request's body is larger than {0} bytes");

    public static readonly DiagnosticDescriptor TooManyRequests =
        new("WF5042", "{0} requests are being served, which is the limit; try again");

    public static readonly DiagnosticDescriptor DeadlineExceeded = new("WF5043", "'{0}' did not finish within {1} ms and was stopped");

    public static readonly DiagnosticDescriptor ShuttingDown = new("WF5044", "the server is shutting down");

    public static readonly DiagnosticDescriptor CompileTimeout = new("WF5045", "compiling took longer than {0} s and was stopped");

    public static readonly DiagnosticDescriptor CompilerBusy = new("WF5046", "the compiler is busy; try again");

    public static readonly DiagnosticDescriptor StorageFailed = new("WF5047", "the change could not be stored and was not made: {0}");

    public static readonly DiagnosticDescriptor OutOfMemory = new("WF5048", "there is not enough memory for this request now");

    // Deployments: WF5050 to WF5059.
    public static readonly DiagnosticDescriptor SourceRejected = new("WF5050", "'{0}' was not accepted: {1}");

    public static readonly DiagnosticDescriptor NothingToDeploy =
        new("WF5051", "'{0}' has no kernel or workflow that can be called from outside");

    public static readonly DiagnosticDescriptor NoSuchEntry = new("WF5052", "'{0}' has no kernel or workflow '{1}'; it has: {2}");

    public static readonly DiagnosticDescriptor BadName =
        new("WF5053", "'{0}' is not a name for a model: letters, digits, '_', '.' and '-', starting with a letter or '_', at most 128");

    // Starting and stored state: WF5060 to WF5069.
    public static readonly DiagnosticDescriptor JournalDamaged =
        new("WF5060", "'{0}' is damaged at byte {1} of {2}: {3}; restore it from a copy, or move it away to start without models");

    public static readonly DiagnosticDescriptor JournalTorn =
        new("WF5061",
            "'{0}': the last record was not written whole ({1} bytes from byte {2} dropped); the change it began was never confirmed",
            Severity.Warning);

    public static readonly DiagnosticDescriptor DataDirectoryBusy =
        new("WF5062", "'{0}' is in use by another server; stop it or choose another directory with --data");

    public static readonly DiagnosticDescriptor ArtefactDamaged = new("WF5063", "the stored {0} of model '{1}' is {2}; deploy it again");

    public static readonly DiagnosticDescriptor DataDirectoryFailed = new("WF5064", "'{0}' cannot be used for the server's state: {1}");

    public static readonly DiagnosticDescriptor BadAddress =
        new("WF5065", "cannot listen on '{0}': {1}");

    public static readonly DiagnosticDescriptor BadTokenFile = new("WF5066", "token file '{0}': {1}");

    public static readonly DiagnosticDescriptor TokenFileReadable =
        new("WF5067", "token file '{0}' can be read by other users; run: chmod 600 {0}", Severity.Warning);

    // The client's side: WF5070 to WF5079.
    public static readonly DiagnosticDescriptor ServerUnreachable =
        new("WF5070", "no answer from {0}: {1}; is a server running there? weft serve starts one");

    public static readonly DiagnosticDescriptor UnexpectedAnswer = new("WF5071", "{0} did not answer as a kernel server does: {1}");

    public static readonly DiagnosticDescriptor BadToken = new("WF5072", "the token has characters that no token has");

    public static readonly DiagnosticDescriptor Internal =
        new("WF5090", "the server failed on this request; its log has the details under {0}");
}
