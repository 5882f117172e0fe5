using Supervision.Daemon.CommandLine;

return await HealthcheckCommand.InvokeAsync(args);
