using System.Collections.Frozen;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>The HTTP status of every message: the one place that decides it.</summary>
internal static class ErrorStatus
{
    private static readonly FrozenDictionary<string, int> Table = new (int Status, DiagnosticDescriptor[] Messages)[]
    {
        (400,
        [
            KaasDiagnostics.MalformedJson, KaasDiagnostics.InvalidField, KaasDiagnostics.DuplicateField, KaasDiagnostics.UnknownDatatype,
            KaasDiagnostics.SizeMismatch, KaasDiagnostics.BadHeaderLength, KaasDiagnostics.TrailingBytes, KaasDiagnostics.BadValue,
            KaasDiagnostics.BinaryOnly, KaasDiagnostics.UnknownOutput, KaasDiagnostics.TruncatedBody, KaasDiagnostics.RawBody,
            KaasDiagnostics.UnsupportedEncoding, KaasDiagnostics.InvalidQuery, KaasDiagnostics.LoadUnsupported, KaasDiagnostics.BadRequest,
            KaasDiagnostics.RequestTooSlow,
            RuntimeDiagnostics.MissingInput, RuntimeDiagnostics.UnexpectedInput,
            RuntimeDiagnostics.ElementMismatch, RuntimeDiagnostics.RankMismatch,
            RuntimeDiagnostics.ExtentMismatch, RuntimeDiagnostics.UnboundSymbol,
            RuntimeDiagnostics.NegativeExtent, RuntimeDiagnostics.ExtentTooLarge,
        ]),
        (401, [KaasDiagnostics.NotAuthenticated]),
        (403, [KaasDiagnostics.NotAllowed]),
        (404, [KaasDiagnostics.UnknownModel, KaasDiagnostics.UnknownVersion, KaasDiagnostics.UnknownRoute]),
        (405, [KaasDiagnostics.WrongMethod]),
        (409, [KaasDiagnostics.VersionConflict, KaasDiagnostics.KeyReused]),
        (413, [KaasDiagnostics.RequestTooLarge, RuntimeDiagnostics.OutputTooLarge, KaasDiagnostics.TooManyTensors]),
        (422,
        [
            KaasDiagnostics.SourceRejected, KaasDiagnostics.NothingToDeploy, KaasDiagnostics.NoSuchEntry, KaasDiagnostics.BadName,
            KaasDiagnostics.CompileTimeout,
        ]),
        (429, [KaasDiagnostics.TooManyRequests]),
        (500, [KaasDiagnostics.Internal]),
        (503,
        [
            KaasDiagnostics.DeadlineExceeded, KaasDiagnostics.ShuttingDown, KaasDiagnostics.CompilerBusy, KaasDiagnostics.StorageFailed,
            KaasDiagnostics.OutOfMemory, KaasDiagnostics.ArtefactDamaged,
        ]),
    }.SelectMany(row => row.Messages.Select(m => (m.Id, row.Status))).ToFrozenDictionary(m => m.Id, m => m.Status);

    /// <summary>Messages of kernels and compilers that have no row are about the program: 422.</summary>
    public static int Of(Diagnostic diagnostic)
    {
        if (diagnostic.Id is { } id && Table.TryGetValue(id, out var status)) return status;
        return diagnostic.Id?.StartsWith("WF5", StringComparison.Ordinal) == true ? 500 : 422;
    }

    /// <summary>The client may do well to send the same request again a little later.</summary>
    public static bool IsPassing(Diagnostic diagnostic) =>
        diagnostic.Id == KaasDiagnostics.TooManyRequests.Id || diagnostic.Id == KaasDiagnostics.CompilerBusy.Id
        || diagnostic.Id == KaasDiagnostics.ShuttingDown.Id || diagnostic.Id == KaasDiagnostics.OutOfMemory.Id;
}
