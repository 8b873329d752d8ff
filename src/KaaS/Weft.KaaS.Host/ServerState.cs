using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>What the endpoints of one server share.</summary>
internal sealed class ServerState : IDisposable
{
    private readonly DataDirectory _data;
    private readonly long _started;
    private volatile bool _draining;

    public ServerState(KaasOptions options, ICompilerService compiler, Device device, TimeProvider time)
    {
        (Limits, Device, Time, Log, _started) = (options.Limits, device, time, TextWriter.Synchronized(options.Log), time.GetTimestamp());
        _data = DataDirectory.Open(options.DataDirectory);
        try
        {
            Tokens = AccessTokens.Open(options.TokenFile ?? _data.TokenPath);
            Registry = new ModelRegistry(_data);
        }
        catch
        {
            _data.Dispose();
            throw;
        }

        Gate = new RequestGate(Limits.MaxConcurrentRequests);
        Inference = new InferenceService(device, Limits, time);
        Deployment = new DeploymentService(compiler, Registry, device, Limits, time);
    }

    public ServerLimits Limits { get; }

    public Device Device { get; }

    public TimeProvider Time { get; }

    public TextWriter Log { get; }

    public AccessTokens Tokens { get; }

    public ModelRegistry Registry { get; }

    public InferenceService Inference { get; }

    public DeploymentService Deployment { get; }

    public RequestGate Gate { get; }

    public RequestCounters Counters { get; } = new();

    public PinnedBufferPool Buffers { get; } = new();

    public IdempotencyKeys Keys { get; } = new();

    public TimeSpan Uptime => Time.GetElapsedTime(_started);

    /// <summary>No new work is taken: the server is stopping.</summary>
    public bool IsDraining => _draining;

    public static string Version { get; } = typeof(ServerState).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public void Drain() => _draining = true;

    public void Dispose()
    {
        Deployment.Dispose();
        Registry.Dispose();
        _data.Dispose();
    }
}
