//! Logs of services, clouds and networks are known by a record or two, and play their roles.

use audit_explorer::engine::{Engine, Loader, Report};

fn report(text: &str) -> Report {
    let mut loader = Loader::default();
    loader.begin("", text.len() as u64);
    loader.feed(text.as_bytes());
    let mut engine = Engine::new(loader.finish());
    engine.study();
    while engine.study_more() {}
    engine.report().clone()
}

/// Source, then time, actor, action, target, address, outcome; `-` for none.
fn told(report: &Report) -> [&str; 7] {
    let roles = &report.roles;
    let parts = [
        &report.source,
        &roles.time,
        &roles.actor,
        &roles.action,
        &roles.target,
        &roles.address,
        &roles.outcome,
    ];
    parts.map(|part| part.as_deref().unwrap_or("-"))
}

#[test]
fn services_are_known_by_a_record() {
    for (expected, text) in [
        (
            [
                "zendesk",
                "created_at",
                "actor_name",
                "action",
                "source_label",
                "ip_address",
                "-",
            ],
            r#"{"audit_logs":[{"id":1,"action":"update","action_label":"Updated","actor_id":7,"actor_name":"Ada","source_id":8,"source_type":"user","source_label":"Bo","change_description":"Role","ip_address":"192.0.2.1","created_at":"2026-01-05T10:00:00Z"}],"next_page":null,"count":1}"#,
        ),
        (
            [
                "onelogin",
                "created_at",
                "actor_user_name",
                "event_type_id",
                "user_name",
                "ipaddr",
                "-",
            ],
            r#"{"event_type_id":"6","actor_user_id":1,"actor_user_name":"Ada","user_id":2,"user_name":"Bo","created_at":"2026-01-05 10:00:00","ipaddr":"192.0.2.1","account_id":9}"#,
        ),
        (
            ["zoom", "time", "email", "type", "-", "ip_address", "-"],
            r#"{"activity_logs":[{"client_type":"Mac","email":"ada@example.org","ip_address":"192.0.2.1","time":"2026-01-05T10:00:00Z","type":"Sign in","version":"5.1"}]}"#,
        ),
        (
            [
                "tailscale",
                "eventTime",
                "actor.loginName",
                "action",
                "target.name",
                "-",
                "-",
            ],
            r#"{"logs":[{"eventTime":"2026-01-05T10:00:00Z","type":"CONFIG","eventGroupID":"g","origin":"ADMIN_CONSOLE","actor":{"id":"u","type":"USER","loginName":"ada@example.org","displayName":"Ada"},"target":{"id":"n","name":"host","type":"NODE"},"action":"DELETE"}]}"#,
        ),
        (
            ["bitwarden", "date", "userEmail", "message", "-", "ip", "-"],
            "message,appIcon,appName,userId,userName,userEmail,date,ip,type,installationId\nLogged in.,x,Web,7,Ada,ada@example.org,2026-01-05T10:00:00Z,192.0.2.1,Logged In,\n",
        ),
        (
            [
                "dropbox",
                "timestamp",
                "context.email",
                "event_type..tag",
                "-",
                "origin.geo_location.ip_address",
                "-",
            ],
            r#"{"events":[{"timestamp":"2026-01-05T10:00:00Z","event_category":{".tag":"logins"},"actor":{".tag":"user","user":{"email":"ada@example.org"}},"context":{"email":"ada@example.org"},"origin":{"geo_location":{"ip_address":"192.0.2.1"}},"involve_non_team_member":false,"event_type":{".tag":"login_success","description":"Signed in"}}],"cursor":"c","has_more":false}"#,
        ),
        (
            [
                "duo",
                "isotimestamp",
                "user.name",
                "event_type",
                "application.name",
                "access_device.ip",
                "result",
            ],
            r#"{"response":{"authlogs":[{"access_device":{"ip":"192.0.2.1"},"application":{"name":"VPN"},"auth_device":{"name":"phone"},"event_type":"authentication","factor":"duo_push","isotimestamp":"2026-01-05T10:00:00+00:00","reason":"user_marked_fraud","result":"fraud","timestamp":1767607200,"txid":"t","user":{"name":"ada"}}]},"stat":"OK"}"#,
        ),
        (
            [
                "duo",
                "_raw.isotimestamp",
                "_raw.username",
                "_raw.action",
                "_raw.object",
                "-",
                "-",
            ],
            r#"[{"_raw":"{\"action\":\"user_update\",\"description\":\"{}\",\"isotimestamp\":\"2026-01-05T10:00:00+00:00\",\"object\":\"bo\",\"timestamp\":1767607200,\"username\":\"ada\"}","_time":1769000000.5}]"#,
        ),
        (
            [
                "netskope",
                "timestamp",
                "user",
                "audit_log_event",
                "supporting_data.data_values",
                "-",
                "-",
            ],
            r#"{"ok":1,"result":[{"_id":"1","audit_log_event":"Login Successful","severity_level":2,"supporting_data":{"data_type":"user","data_values":["ada@example.org"]},"timestamp":1767607200,"type":"admin_audit_logs","user":"ada@example.org"}]}"#,
        ),
        (
            [
                "crowdstrike",
                "metadata.eventCreationTime",
                "event.UserId",
                "event.OperationName",
                "-",
                "event.UserIp",
                "event.Success",
            ],
            r#"{"event":{"OperationName":"createUser","ServiceName":"Authentication","Success":true,"UTCTimestamp":"2026-01-05 10:00:00","UserId":"ada@example.org","UserIp":"192.0.2.1"},"metadata":{"customerIDString":"c","eventCreationTime":"2026-01-05 10:00:00.5","eventType":"AuthActivityAuditEvent","offset":7}}"#,
        ),
        (
            [
                "datadog",
                "attributes.timestamp",
                "attributes.attributes.usr.email",
                "attributes.attributes.action",
                "attributes.attributes.asset.name",
                "attributes.attributes.network.client.ip",
                "attributes.attributes.http.status_code",
            ],
            r#"{"data":[{"id":"a","type":"audit","attributes":{"timestamp":"2026-01-05T10:00:00Z","attributes":{"evt":{"name":"Monitor","actor":{"type":"USER"}},"action":"modified","usr":{"email":"ada@example.org"},"network":{"client":{"ip":"192.0.2.1"}},"http":{"status_code":200,"method":"PUT"},"asset":{"name":"CPU","type":"monitor"}}}}]}"#,
        ),
        (
            [
                "vault",
                "time",
                "auth.display_name",
                "request.operation",
                "request.path",
                "request.remote_address",
                "error",
            ],
            r#"{"time":"2026-01-05T10:00:00Z","type":"response","auth":{"display_name":"ada","accessor":"a","policies":["default"],"token_type":"service"},"request":{"operation":"read","mount_type":"kv","path":"secret/data/x","remote_address":"192.0.2.1"},"error":"permission denied"}"#,
        ),
        (
            [
                "mongodb",
                "ts.$date",
                "users.user",
                "atype",
                "param.user",
                "remote.ip",
                "result",
            ],
            r#"{"atype":"createUser","ts":{"$date":"2026-01-05T10:00:00.5+00:00"},"local":{"ip":"192.0.2.9","port":27017},"remote":{"ip":"192.0.2.1","port":4}, "users":[{"user":"ada","db":"admin"}],"roles":[],"param":{"user":"bo","db":"test"},"result":13}"#,
        ),
        (
            [
                "box",
                "created_at",
                "created_by.login",
                "event_type",
                "source.item_name",
                "ip_address",
                "-",
            ],
            r#"{"chunk_size":1,"entries":[{"source":{"item_type":"file","item_name":"plan.pdf"},"created_by":{"name":"Ada","login":"ada@example.org"},"created_at":"2026-01-05T10:00:00-08:00","event_id":"e","event_type":"DOWNLOAD","ip_address":"192.0.2.1","type":"event"}]}"#,
        ),
        (
            [
                "notion",
                "timestamp",
                "actor.person.email",
                "type",
                "workspace_id",
                "ip_address",
                "-",
            ],
            r#"{"object":"list","results":[{"id":"1","timestamp":"2026-01-05T10:00:00Z","workspace_id":"w","actor":{"object":"user","type":"person","person":{"email":"ada@example.org"}},"ip_address":"192.0.2.1","platform":"web","type":"page.viewed"}]}"#,
        ),
        (
            [
                "workday",
                "requestTime",
                "systemAccount",
                "taskDisplayName",
                "target.descriptor",
                "ipAddress",
                "-",
            ],
            r#"{"sessionId":"s","target":{"descriptor":"Workbook","id":"t"},"taskDisplayName":"View Workbook","requestTime":"2026-01-05T10:00:00Z","taskId":"k","ipAddress":"192.0.2.1","deviceType":"Desktop","activityAction":"READ","systemAccount":"ada"}"#,
        ),
        (
            [
                "pagerduty",
                "execution_time",
                "actors.summary",
                "action",
                "root_resource.summary",
                "execution_context.remote_address",
                "-",
            ],
            r#"{"records":[{"id":"r","execution_time":"2026-01-05T10:00:00Z","execution_context":{"remote_address":"192.0.2.1"},"actors":[{"summary":"Ada","type":"user_reference"}],"method":{"type":"browser"},"root_resource":{"type":"user_reference","summary":"Bo"},"action":"create"}]}"#,
        ),
        (
            [
                "hubspot",
                "occurredAt",
                "actingUser.userEmail",
                "action",
                "targetObjectId",
                "-",
                "-",
            ],
            r#"{"results":[{"id":"1","category":"CRM_OBJECT","subCategory":"CONTACT","action":"DELETE","targetObjectId":"9","occurredAt":"2026-01-05T10:00:00Z","actingUser":{"userId":1,"userEmail":"ada@example.org"}}]}"#,
        ),
    ] {
        assert_eq!(told(&report(text)), expected, "{text}");
    }
}

#[test]
fn clouds_machines_and_networks_too() {
    for (expected, text) in [
        (
            [
                "alibaba",
                "eventTime",
                "userIdentity.userName",
                "eventName",
                "resourceName",
                "sourceIpAddress",
                "errorCode",
            ],
            r#"{"events":[{"acsRegion":"cn-hangzhou","apiVersion":"2015-05-01","errorCode":"NoPermission","errorMessage":"no","eventCategory":"Management","eventId":"e1","eventName":"CreateAccessKey","eventRW":"Write","eventSource":"ram.aliyuncs.com","eventTime":"2026-01-05T10:00:00Z","eventType":"ApiCall","eventVersion":"1","isGlobal":true,"requestId":"r","resourceName":"ada","resourceType":"ACS::RAM::User","serviceName":"Ram","sourceIpAddress":"192.0.2.1","userAgent":"cli","userIdentity":{"accountId":"1","principalId":"2","type":"ram-user","userName":"ada"}}]}"#,
        ),
        (
            [
                "oracle-cloud",
                "event-time",
                "data.identity.principal-name",
                "data.event-name",
                "data.resource-name",
                "data.identity.ip-address",
                "data.response.status",
            ],
            r#"{"data":[{"event-type":"com.oraclecloud.ComputeApi.TerminateInstance","cloud-events-version":"0.1","source":"ComputeApi","event-id":"e1","event-time":"2026-01-05T10:00:00.000Z","data":{"event-name":"TerminateInstance","compartment-id":"c","compartment-name":"prod","resource-name":"web","identity":{"principal-name":"ada","auth-type":"natv","ip-address":"192.0.2.1"},"request":{"action":"DELETE"},"response":{"status":"404"}}}]}"#,
        ),
        (
            [
                "ibm-cloud",
                "eventTime",
                "initiator.name",
                "action",
                "target.name",
                "initiator.host.address",
                "outcome",
            ],
            r#"{"eventTime":"2026-01-05T10:00:00.00+0000","action":"iam-identity.user-apikey.create","outcome":"success","severity":"normal","initiator":{"id":"IBMid-1","name":"ada@example.org","typeURI":"service/security/account/user","credential":{"type":"token"},"host":{"address":"192.0.2.1"}},"target":{"id":"crn:1","name":"key","typeURI":"iam-identity/user/apikey"},"reason":{"reasonCode":200,"reasonType":"OK"},"observer":{"name":"ActivityTracker"}}"#,
        ),
        (
            [
                "terraform-cloud",
                "timestamp",
                "auth.description",
                "resource.action",
                "resource.id",
                "-",
                "-",
            ],
            r#"{"data":[{"id":"a1","version":"0","type":"Resource","timestamp":"2026-01-05T10:00:00.000Z","auth":{"accessor_id":"user-1","description":"ada","type":"Client","impersonator_id":null,"organization_id":"org-1"},"request":{"id":"r1"},"resource":{"id":"ws-1","type":"workspace","action":"destroy","meta":null}}]}"#,
        ),
        (
            [
                "sql-server",
                "event_time",
                "server_principal_name",
                "action_id",
                "object_name",
                "client_ip",
                "succeeded",
            ],
            "event_time,sequence_number,action_id,succeeded,session_id,class_type,server_principal_name,database_principal_name,server_instance_name,database_name,schema_name,object_name,statement,additional_information,client_ip,application_name\n2026-01-05 10:00:00.1234567,1,LGIF,0,51,LX,ada,,SRV,master,,,Login failed,,192.0.2.1,SSMS\n2026-01-05 10:00:01.1234567,1,SL,1,52,U,ada,dbo,SRV,shop,dbo,orders,select 1,,192.0.2.1,SSMS\n",
        ),
        (
            [
                "oracle-database",
                "EVENT_TIMESTAMP",
                "DBUSERNAME",
                "ACTION_NAME",
                "OBJECT_NAME",
                "USERHOST",
                "RETURN_CODE",
            ],
            "EVENT_TIMESTAMP,AUDIT_TYPE,DBUSERNAME,OS_USERNAME,USERHOST,ACTION_NAME,OBJECT_SCHEMA,OBJECT_NAME,RETURN_CODE,SQL_TEXT\n05-JAN-26 10.00.00.000000 AM,Standard,SCOTT,ada,LT-1,LOGON,,,1017,\n05-JAN-26 10.00.05.000000 AM,Standard,SCOTT,ada,LT-1,SELECT,HR,EMP,0,select 1\n",
        ),
        (
            [
                "servicenow",
                "sys_created_on",
                "user",
                "fieldname",
                "documentkey",
                "-",
                "-",
            ],
            "sys_created_on,tablename,fieldname,documentkey,user,oldvalue,newvalue,reason\n2026-01-05 10:00:00,sys_user,roles,6816f79c,ada,,admin,\n2026-01-05 10:00:02,incident,state,9d385017,bo,1,2,\n",
        ),
        (
            [
                "guardduty",
                "Service.EventLastSeen",
                "Resource.AccessKeyDetails.UserName",
                "Type",
                "Resource.ResourceType",
                "-",
                "-",
            ],
            r#"{"Findings":[{"AccountId":"1","CreatedAt":"2026-01-05T10:00:00Z","Partition":"aws","Resource":{"ResourceType":"AccessKey","AccessKeyDetails":{"UserName":"ada"}},"SchemaVersion":"2.0","Service":{"Action":{"ActionType":"AWS_API_CALL"},"Count":3,"EventFirstSeen":"2026-01-05T09:00:00Z","EventLastSeen":"2026-01-05T10:00:00Z","ServiceName":"guardduty"},"Severity":5,"Title":"Odd","Type":"Recon:IAMUser/X"}]}"#,
        ),
        (
            [
                "security-hub",
                "LastObservedAt",
                "-",
                "Title",
                "Resources.Id",
                "-",
                "Compliance.Status",
            ],
            r#"{"Findings":[{"SchemaVersion":"2018-10-08","ProductArn":"p","GeneratorId":"g","AwsAccountId":"1","Types":["Checks"],"LastObservedAt":"2026-01-05T10:00:00Z","Severity":{"Product":40,"Label":"MEDIUM"},"Title":"IAM.1","Resources":[{"Type":"AwsAccount","Id":"account-1"}],"Compliance":{"Status":"FAILED"},"RecordState":"ACTIVE"}]}"#,
        ),
        (
            [
                "vpc-flow",
                "start",
                "interfaceId",
                "action",
                "dstAddr",
                "srcAddr",
                "action",
            ],
            r#"{"version":2,"account":"1","interfaceId":"eni-1","srcAddr":"192.0.2.1","dstAddr":"192.0.2.9","srcPort":443,"dstPort":22,"protocol":6,"packets":1,"bytes":7,"start":"2026-01-05 10:00:00","end":"2026-01-05 10:01:00","action":"REJECT","log-status":"OK"}"#,
        ),
        (
            [
                "route53-resolver",
                "query_timestamp",
                "-",
                "query_type",
                "query_name",
                "srcaddr",
                "rcode",
            ],
            r#"{"version":"1.1","account_id":"1","vpc_id":"v","query_timestamp":"2026-01-05T10:00:00Z","query_name":"example.org.","query_type":"A","query_class":"IN","rcode":"NXDOMAIN","srcaddr":"192.0.2.1","transport":"UDP"}"#,
        ),
        (
            [
                "aws-waf",
                "timestamp",
                "-",
                "httpRequest.httpMethod",
                "httpRequest.uri",
                "httpRequest.clientIp",
                "action",
            ],
            r#"{"timestamp":1767607200000,"formatVersion":1,"webaclId":"w","terminatingRuleId":"SQLi","terminatingRuleType":"REGULAR","action":"BLOCK","httpSourceName":"ALB","httpRequest":{"clientIp":"192.0.2.1","uri":"/x","httpMethod":"GET"}}"#,
        ),
        (
            [
                "entra-signin",
                "time",
                "properties.userPrincipalName",
                "operationName",
                "properties.appDisplayName",
                "callerIpAddress",
                "resultType",
            ],
            r#"{"records":[{"time":"2026-01-05T10:00:00Z","resourceId":"/tenants/t","operationName":"Sign-in activity","category":"SignInLogs","resultType":"50126","callerIpAddress":"192.0.2.1","correlationId":"c","properties":{"id":"i","createdDateTime":"2026-01-05T09:59:00Z","userPrincipalName":"ada@example.org","userId":"u","appDisplayName":"Portal","ipAddress":"192.0.2.1","status":{"errorCode":50126},"clientAppUsed":"Browser"}}]}"#,
        ),
        (
            [
                "azure-activity",
                "TimeGenerated [UTC]",
                "Caller",
                "OperationNameValue",
                "_ResourceId",
                "CallerIpAddress",
                "ActivityStatusValue",
            ],
            "CallerIpAddress,CategoryValue,Level,OperationNameValue,Caller,EventSubmissionTimestamp,ResourceProviderValue,ActivityStatusValue,TimeGenerated [UTC],_ResourceId\n192.0.2.1,Administrative,Error,MICROSOFT.X/WRITE,ada@example.org,\"1/5/2026, 9:00:00.000 AM\",MICROSOFT.X,Failure,\"1/5/2026, 10:00:00.000 AM\",/s/1\n",
        ),
        (
            [
                "cloudflare",
                "Datetime",
                "Email",
                "ResolverDecision",
                "QueryName",
                "SrcIP",
                "ResolverDecision",
            ],
            r#"{"ColoCode":"ORD","Datetime":"2026-01-05T10:00:00Z","Email":"ada@example.org","QueryName":"example.org","QueryNameReversed":"org.example","ResolverDecision":"blockedByCategory","SrcIP":"192.0.2.1","UserID":"u"}"#,
        ),
        (
            [
                "gcp",
                "timestamp",
                "-",
                "httpRequest.requestMethod",
                "httpRequest.requestUrl",
                "httpRequest.remoteIp",
                "httpRequest.status",
            ],
            r#"{"httpRequest":{"remoteIp":"192.0.2.1","requestMethod":"GET","requestUrl":"http://example.org/","status":403},"insertId":"i","logName":"l","resource":{"type":"http_load_balancer"},"timestamp":"2026-01-05T10:00:00Z"}"#,
        ),
        (
            ["gitlab", "time", "username", "action", "path", "remote_ip", "status"],
            r#"{"method":"POST","path":"/users/sign_in","controller":"SessionsController","action":"new","status":401,"time":"2026-01-05T10:00:00Z","remote_ip":"192.0.2.1","username":"ada","correlation_id":"c","duration_s":0.5}"#,
        ),
        (
            ["slack", "date_last", "username", "-", "-", "ip", "-"],
            r#"{"ok":true,"logins":[{"user_id":"U1","username":"ada","date_first":1767607200,"date_last":1767607300,"count":1,"ip":"192.0.2.1","user_agent":"x","country":"DE"}]}"#,
        ),
        (
            [
                "snowflake-grants",
                "CREATED_ON",
                "GRANTED_BY",
                "ROLE",
                "GRANTEE_NAME",
                "-",
                "-",
            ],
            "CREATED_ON,DELETED_ON,ROLE,GRANTED_TO,GRANTEE_NAME,GRANTED_BY\n2026-01-05 10:00:00.5 -0700,,ACCOUNTADMIN,USER,ADA,SECURITYADMIN\n",
        ),
        (
            [
                "defender",
                "Timestamp",
                "AccountName",
                "ActionType",
                "DeviceName",
                "-",
                "-",
            ],
            "Timestamp,DeviceId,DeviceName,ActionType,FileName,AccountName,InitiatingProcessFileName,ReportId\n2026-01-05T10:00:00Z,d,host,ProcessCreated,cmd.exe,ada,explorer.exe,1\n",
        ),
        (
            [
                "journald",
                "__REALTIME_TIMESTAMP",
                "_UID",
                "SYSLOG_IDENTIFIER",
                "_EXE",
                "-",
                "-",
            ],
            r#"{"__REALTIME_TIMESTAMP":"1767607200000000","_HOSTNAME":"h","PRIORITY":"6","SYSLOG_IDENTIFIER":"sudo","MESSAGE":"ada : x","_PID":"12","_UID":"1000","_EXE":"/usr/bin/sudo"}"#,
        ),
        (
            [
                "falco",
                "time",
                "output_fields.user.name",
                "rule",
                "output_fields.fd.name",
                "-",
                "-",
            ],
            r#"{"hostname":"n","output":"10:00: Warning","priority":"Warning","rule":"Read sensitive file","source":"syscall","time":"2026-01-05T10:00:00.5Z","output_fields":{"fd.name":"/etc/shadow","proc.cmdline":"cat","user.name":"ada"}}"#,
        ),
        (
            [
                "ecs",
                "@timestamp",
                "user.name",
                "event.action",
                "-",
                "source.ip",
                "event.outcome",
            ],
            r#"{"@timestamp":"2026-01-05T10:00:00Z","ecs":{"version":"8.11.0"},"event":{"action":"login","category":["authentication"],"kind":"event","outcome":"failure"},"user":{"name":"ada"},"source":{"ip":"192.0.2.1"},"message":"no"}"#,
        ),
        (
            [
                "suricata",
                "timestamp",
                "-",
                "event_type",
                "dest_ip",
                "src_ip",
                "alert.action",
            ],
            r#"{"timestamp":"2026-01-05T10:00:00.5+0000","flow_id":1,"event_type":"alert","src_ip":"192.0.2.1","src_port":5,"dest_ip":"192.0.2.9","dest_port":80,"proto":"TCP","alert":{"action":"blocked","signature":"X"}}"#,
        ),
    ] {
        assert_eq!(told(&report(text)), expected, "{text}");
    }
}

#[test]
fn a_quoted_nothing_is_no_value_and_a_header_counts_without_any() {
    let login = "\"EVENT_TYPE\",\"TIMESTAMP\",\"REQUEST_ID\",\"ORGANIZATION_ID\",\"USER_ID\",\"REQUEST_STATUS\",\"LOGIN_STATUS\",\"CLIENT_IP\"\n\
        \"Login\",\"20260105100000.123\",\"R\",\"O\",\"U\",\"\",\"LOGIN_ERROR_INVALID_PASSWORD\",\"192.0.2.1\"\n";
    let login = report(login);
    assert_eq!((told(&login)[0], told(&login)[6]), ("salesforce", "LOGIN_STATUS"));
    let setup = "\"Date\",\"User\",\"Source Namespace Prefix\",\"Action\",\"Section\",\"Delegate User\"\n\
        \"1/5/2026, 10:00:00 AM PST\",\"ada@example.org\",\"\",\"Changed a profile\",\"Manage Users\",\"\"\n";
    assert_eq!(told(&report(setup))[0], "salesforce-setup");
}

#[test]
fn of_mixed_records_most_tell_the_source() {
    let okta = r#"{"published":"2026-01-05T10:00:00Z","eventType":"user.session.start","actor":{"alternateId":"ada@example.org"},"client":{"ipAddress":"192.0.2.1"},"outcome":{"result":"SUCCESS"},"displayMessage":"Sign in","uuid":"u","severity":"INFO","legacyEventType":"l"}"#;
    let zendesk = r#"{"action":"update","action_label":"Updated","actor_id":7,"actor_name":"Ada","source_id":8,"source_type":"user","source_label":"Bo","change_description":"Role","created_at":"2026-01-05T10:00:00Z"}"#;
    let mixed = |okta_times, zendesk_times| {
        let lines = [vec![okta; okta_times], vec![zendesk; zendesk_times]].concat();
        report(&lines.join("\n")).source.unwrap_or_default()
    };
    assert_eq!(mixed(6, 3), "okta");
    assert_eq!(mixed(3, 6), "zendesk");
}

#[test]
fn messages_of_windows_name_who_and_from_where() {
    let text = "TimeCreated,Id,LevelDisplayName,Message,LogName,MachineName,ProviderName,RecordId\n\
        1/5/2026 10:00:00 AM,4625,Information,\"An account failed to log on.\n\nSubject:\n\tSecurity ID:\t\tS-1-0-0\n\tAccount Name:\t\tHOST$\n\n\
        Network Information:\n\tSource Network Address:\t192.0.2.1\n\",Security,HOST,Auditing,1\n";
    let expected = [
        "windows",
        "TimeCreated",
        "Message.Subject.Account Name",
        "Id",
        "-",
        "Message.Network Information.Source Network Address",
        "-",
    ];
    assert_eq!(told(&report(text)), expected);
}

#[test]
fn lines_of_a_system_log_tell_who_logged_in() {
    let text = "Jan  5 10:00:00 h sshd[1]: Failed password for invalid user bo from 192.0.2.1 port 4 ssh2\n\
        Jan  5 10:00:01 h sudo:   ada : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/cat /etc/shadow\n\
        Jan  5 10:00:02 h CRON[2]: pam_unix(cron:session): session opened for user root by (uid=0)\n";
    let expected = ["-", "-", "user", "action", "COMMAND", "client", "result"];
    let report = report(text);
    let mut found = told(&report);
    // Without the date of a file its times have no year.
    found[1] = "-";
    assert_eq!(found, expected);
}

#[test]
fn events_below_their_time_a_pair_a_line_are_one_each() {
    let text = "01/05/2026 10:00:00 AM\nLogName=Security\nSourceName=Microsoft Windows security auditing.\nEventCode=4624\nEventType=0\n\
        ComputerName=HOST\nTaskCategory=Logon\nRecordNumber=1\nKeywords=Audit Success\nMessage=An account was logged on.\n\n\
        New Logon:\n\tAccount Name:\t\tada\n\n01/05/2026 10:00:00 PM\nLogName=Security\nSourceName=Microsoft Windows security auditing.\n\
        EventCode=4634\nEventType=0\nComputerName=HOST\nTaskCategory=Logoff\nRecordNumber=2\nKeywords=Audit Success\nMessage=Logged off.\n";
    let report = report(text);
    assert_eq!((report.rows, report.rejected), (2, 0));
    assert_eq!(told(&report)[..4], ["windows", "time", "-", "EventCode"]);
    let column = report.columns.iter().find(|column| column.name == "SourceName");
    assert_eq!(column.map(|column| column.distinct), Some(1));
    let span = report.time.expect("a time");
    assert_eq!(span.last - span.first, 12 * 3_600_000_000);
}

#[test]
fn what_tells_events_apart_is_found_by_looking() {
    let log = |row: &dyn Fn(usize) -> String| {
        let rows: Vec<String> = (0..60).map(row).collect();
        report(&format!("time,severity,category,action,outcome\n{}\n", rows.join("\n")))
    };
    let told = |row: &dyn Fn(usize) -> String| log(row).kind().cloned().unwrap_or_default();
    let time = |at: usize| format!("2026-01-05T10:{at:02}:00Z");
    let ended = |at: usize| ["SUCCESS", "FAILURE"][at % 2];
    let action = |at: usize| ["login", "export", "delete"][at % 3];
    // One category for nearly all says nothing; a level is no kind of event.
    assert_eq!(
        told(&|at| format!(
            "{},INFO,{},{},{}",
            time(at),
            if at == 0 { "mail" } else { "audit" },
            action(at),
            ended(at)
        )),
        "action"
    );
    assert_eq!(
        told(&|at| format!(
            "{},INFO,{},{},{}",
            time(at),
            ["web", "mail"][at % 2],
            action(at),
            ended(at)
        )),
        "category"
    );
    // Nor does a category that most rows lack, though the source has it.
    let rows: Vec<String> = (0..60)
        .map(|at| {
            format!(
                "{},{},ann,acme,{}",
                time(at),
                action(at),
                ["modify", "create", "", "", ""][at % 5]
            )
        })
        .collect();
    let sparse = report(&format!(
        "created_at,action,actor,org,operation_type\n{}\n",
        rows.join("\n")
    ));
    assert_eq!(sparse.roles.category.as_deref(), Some("operation_type"));
    assert_eq!(sparse.kind().map(String::as_str), Some("action"));
    assert_eq!(
        told(&|at| format!("{},INFO,,message {at},{}", time(at), ended(at))),
        "outcome"
    );
    let levels = |at: usize| format!("{},{},,message {at},", time(at), ["INFO", "WARN"][at % 2]);
    assert_eq!(told(&levels), "severity");
}

#[test]
fn an_action_that_says_it_failed_is_told() {
    let text = "time,user,action,outcome\n2026-01-05T10:00:00Z,ada,UserLoginFailed,Success\n2026-01-05T10:00:01Z,ada,UserLoggedIn,Success\n2026-01-05T10:00:02Z,ada,logon failure.,Success\n";
    let failing = [(
        "action".to_owned(),
        ["UserLoginFailed", "logon failure."].map(str::to_owned).to_vec(),
    )];
    assert_eq!(report(text).failing, failing);
}

#[test]
fn a_login_to_the_console_fails_without_an_error_code() {
    let event = |name: &str, error: &str, answer: &str| {
        format!(
            r#"{{"eventVersion":"1.08","userIdentity":{{"type":"IAMUser","arn":"arn:aws:iam::1:user/ada"}},"eventTime":"2026-01-05T10:00:00Z","eventSource":"signin.amazonaws.com","eventName":"{name}","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.1","errorCode":{error},"responseElements":{answer},"eventID":"{name}"}}"#
        )
    };
    let events = [
        event("ConsoleLogin", "null", r#"{"ConsoleLogin":"Failure"}"#),
        event("ConsoleLogin", "null", r#"{"ConsoleLogin":"Success"}"#),
        event("CreateUser", r#""AccessDenied""#, "null"),
    ];
    let report = report(&format!("{{\"Records\":[{}]}}", events.join(",")));
    assert_eq!(report.failures, ["AccessDenied"]);
    let answered = ("responseElements.ConsoleLogin".to_owned(), vec!["Failure".to_owned()]);
    assert_eq!(report.failing, [answered]);
    assert!(report.says_failed("responseElements.ConsoleLogin", "Failure"));
    assert!(!report.says_failed("eventName", "Failure"));
}

#[test]
fn findings_of_rules_are_told_apart_by_their_rule() {
    let text = "Timestamp,RuleTitle,Level,Computer,Channel,EventID,RecordID,Details\n\
                2026-03-01 10:00:00.123 +01:00,Logon Failure,low,DC1,Sec,4625,1,Type: 3 ¦ TgtUser: ada ¦ SrcIP: 192.0.2.1\n\
                2026-03-01 10:00:01.123 +01:00,Admin Logon,info,DC1,Sec,4672,2,Type: 3 ¦ TgtUser: bo ¦ SrcIP: 192.0.2.1\n";
    let report = report(text);
    let roles = &report.roles;
    assert_eq!(report.source.as_deref(), Some("windows"));
    assert_eq!(roles.category.as_deref(), Some("RuleTitle"));
    assert_eq!(roles.actor.as_deref(), Some("Details.TgtUser"));
}

#[test]
fn what_a_tracker_s_table_calls_its_columns_is_known() {
    let text = "Date,Author,Event Category,Event summary,Changed object,IP address\n\
                2026-03-01T10:00:00.000+0000,Ada,user management,User added to group,bo,192.0.2.1\n\
                2026-03-01T10:00:01.000+0000,Bo,permissions,Scheme changed,default,192.0.2.2\n";
    let report = report(text);
    assert_eq!(report.roles.action.as_deref(), Some("Event summary"));
    assert_eq!(report.roles.target.as_deref(), Some("Changed object"));
}

#[test]
fn what_failed_is_told_without_an_outcome() {
    let logon = |id: u32| format!("2026-03-01 10:00:00.123 +01:00,A rule,low,DC1,Sec,{id},1,TgtUser: ada\n");
    let windows = format!(
        "Timestamp,RuleTitle,Level,Computer,Channel,EventID,RecordID,Details\n{}{}",
        logon(4625),
        logon(4624)
    );
    let google = "Event,Description,Actor,Date,IP address\n\
                  Failed Login,no,ada@example.org,2026-03-01T10:00:00Z,192.0.2.1\n\
                  Successful Login,yes,ada@example.org,2026-03-01T10:00:01Z,192.0.2.1\n";
    for (text, column, value) in [(&*windows, "EventID", "4625"), (google, "Event", "Failed Login")] {
        let report = report(text);
        assert_eq!(report.failing, [(column.to_owned(), vec![value.to_owned()])], "{text}");
    }
}

#[test]
fn a_sign_in_that_asks_for_a_further_step_has_not_failed() {
    let row = |status: &str| {
        format!("2026-03-01T10:00:00Z,r1,c1,u1,ada,ada@example.org,Portal,a1,192.0.2.1,{status},x,Browser,none\n")
    };
    let text = format!(
        "Date (UTC),Request ID,Correlation ID,User ID,User,Username,Application,Application ID,IP address,Status,Failure reason,Client app,Conditional Access\n{}{}{}",
        row("Interrupted"),
        row("Failure"),
        row("Success")
    );
    let report = report(&text);
    assert_eq!(report.source.as_deref(), Some("entra-signin"));
    assert_eq!(report.failures, ["Failure"]);
}

#[test]
fn events_that_wevtutil_prints_name_who_logged_in() {
    let event = |at: usize, id: u32, keyword: &str, heading: &str| {
        format!(
            "Event[{at}]:\n  Log Name: Security\n  Source: Microsoft-Windows-Security-Auditing\n  Date: 2026-03-02T07:19:38.123\n  Event ID: {id}\n  Task: Logon\n  Level: Information\n  Opcode: Info\n  Keyword: {keyword}\n  User: N/A\n  User Name: N/A\n  Computer: DC1\n  Description: \nAn account.\n\nSubject:\n\tSecurity ID:\t\tS-1-0-0\n\tAccount Name:\t\t-\n\n{heading}:\n\tAccount Name:\t\tada\n\nNetwork Information:\n\tSource Network Address:\t192.0.2.1\n\n"
        )
    };
    let failed = "Account For Which Logon Failed";
    let report = report(&(event(0, 4625, "Audit Failure", failed) + &event(1, 4625, "Audit Failure", failed)));
    assert_eq!(
        told(&report),
        [
            "windows",
            "Date",
            "Description.Account For Which Logon Failed.Account Name",
            "Event ID",
            "-",
            "Description.Network Information.Source Network Address",
            "Keyword",
        ]
    );
    assert_eq!(report.failures, ["Audit Failure"]);
}
